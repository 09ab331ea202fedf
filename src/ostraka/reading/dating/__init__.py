"""When: numbers, calendar dates, periods, and which way a verb looks."""

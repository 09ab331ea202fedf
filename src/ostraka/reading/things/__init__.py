"""What flows, how much, where: goods, quantities, places, topics."""

"""What can hold between states, as data: acts, channels, goods, PLOVER types."""

"""Facts about programs, for passes to act on and for people to read."""

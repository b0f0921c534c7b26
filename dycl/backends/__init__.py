"""Back ends: each turns sub-networks into machine code with a compiler of its own."""

"""The working sheet of one batch, and what its parts note: the lowest room, which every step reads and writes."""

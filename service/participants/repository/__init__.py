"""Every query about participants, what is true of them, and their assignments."""

"""Every query of facts, of those that wait, and of what is complete."""

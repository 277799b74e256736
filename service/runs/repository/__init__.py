"""Every query of runs, of what they read as known at their moment, and of their results."""

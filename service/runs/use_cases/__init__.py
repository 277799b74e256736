"""What people do with runs and their results."""

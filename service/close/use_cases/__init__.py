"""What can be done at the end of a period."""

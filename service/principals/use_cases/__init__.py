"""What can be done about those who act."""

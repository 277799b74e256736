"""What can be done with participants and their assignments."""

"""What a call or a file brings: facts, what is shared, inherited and credited, and what one call means for all."""

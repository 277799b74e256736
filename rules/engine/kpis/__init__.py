"""From facts to the coefficient and its grade, with the gates that act on the way."""

"""Whether people get better: their coefficient and indices from period to period."""

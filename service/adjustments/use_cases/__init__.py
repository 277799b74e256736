"""Asking for adjustments, one by one or as a file, what a decision on them does, and reading them."""

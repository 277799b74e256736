"""Payable lines, what acts on them, and the total."""

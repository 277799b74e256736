"""Runs: what a period's plans pay whom, computed from what was known at one moment and stored for good."""

"""Comparing two runs: everybody, or one person with the reasons."""

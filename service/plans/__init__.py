"""Checking a whole plan document."""

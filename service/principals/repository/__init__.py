"""Queries about those who act."""

"""Asking for statements, publishing them, and which there are."""

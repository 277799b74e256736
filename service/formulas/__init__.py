"""Checking one formula."""

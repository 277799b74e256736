"""Receiving facts, mending those that wait, saying what is complete, and reading all of it."""

"""Persons and systems that act: their keys, their roles, how a provider knows them."""

"""A trigger of the database, and how it is put in place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trigger:
    """Its name, its table and the statements that put it in place, whatever was there before."""

    name: str
    table: str
    statements: tuple[str, ...]

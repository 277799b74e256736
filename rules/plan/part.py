"""What all parts of a plan document have in common: frozen, closed, and written with their JSON names."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ConfigDict

TAG_MARK = "@"
"""First character of every union tag: a tag in an error location is never taken for a key of the document."""


class DocumentPart(BaseModel):
    """One object of the plan document.

    Attributes are named like their JSON keys; a Python keyword, or a key that the base class has taken,
    carries a trailing underscore (`from_`, `schema_`). A default is the meaning of an absent key; `says`
    tells what the author wrote. Numbers are `Fraction`, formulas and codes `str`, lists tuples.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    def says(self, field: str) -> bool:
        """Whether the author wrote this key, be it with its default or null; `field` is the attribute."""
        return field in self.model_fields_set


def tag_by(key: str, absent: str | None = None) -> Callable[[Any], str | None]:
    """A chooser for a union told apart by the text under `key`; `absent` stands in for a missing key."""

    def tag(value: Any) -> str | None:
        kind = value.get(key, absent) if isinstance(value, dict) else getattr(value, key, None)
        return TAG_MARK + kind if isinstance(kind, str) else None

    return tag


def tag_object_or(other: str) -> Callable[[Any], str]:
    """A chooser between an object (`@object`) and the plain form named `other`."""

    def tag(value: Any) -> str:
        return TAG_MARK + ("object" if isinstance(value, dict | BaseModel) else other)

    return tag

"""What a database says about itself, as texts that can be compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rules import Problem

Catalog = Mapping[str, str]
"""From the name of a thing, such as `trigger approval_no_update`, to its definition in one normal form."""

NOT_OURS: Final = "alembic_version"
"""The table in which migrations keep their place; the version itself is checked elsewhere."""
_CODE: Final = "audit.schema_changed"


@dataclass(frozen=True, slots=True)
class Words:
    """What is said about one kind of difference."""

    missing: str = "it is missing; restore it with the backup that has it, and ask who removed it"
    changed: str = "it is not what this release puts there; ask who changed it"
    unknown: str = "this release does not know it; ask who added it"


_WORDS: Final = Words()


def differences(expected: Catalog, found: Catalog) -> Iterator[Problem]:
    """Every thing that is missing, changed or unknown, in the order of their names."""
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            yield Problem(_CODE, f"schema {name}", _WORDS.missing)
        elif name not in expected:
            yield Problem(_CODE, f"schema {name}", _WORDS.unknown)
        elif expected[name] != found[name]:
            yield Problem(_CODE, f"schema {name}", _WORDS.changed)


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())

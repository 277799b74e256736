"""Declared names: looking them up, remembering which are used, and helping with those that are unknown."""

import ast
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rules.formula.findings import Findings
from rules.formula.kinds import Kind, PerRow, TableKind
from rules.formula.signatures import FUNCTION_NAMES, FUNCTIONS, POPULATION
from rules.formula.suggestions import nearest, shortened

_SUGGESTIONS_MAX = 4
"""Finding the nearest name compares with every declared one; a formula of misspellings must stay cheap."""

_FIELDS_SHOWN = 12
NO_HINTS: Mapping[str, str] = {}


@lru_cache(maxsize=4096)
def plain_name(dotted: str) -> str:
    """The name under which a declared name is evaluated: `revenue.index` becomes `revenue__index`."""
    return dotted.replace(".", "__")


def dotted_name(node: ast.expr) -> str | None:
    """The declared name that a node spells, `a` or `a.b`; None for any other node."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return None


class Names:
    """The names one formula may use, and those it did use."""

    def __init__(
        self,
        declared: Mapping[str, Kind],
        findings: Findings,
        *,
        groupings: frozenset[str] | None = None,
        suggest: bool = True,
        hints: Mapping[str, str] = NO_HINTS,
    ) -> None:
        self.groupings = groupings
        self._declared = declared
        self._findings = findings
        self._hints = hints
        self._first_use: dict[str, int] = {}
        self._suggestions_left = _SUGGESTIONS_MAX if suggest else 0
        self.rows_read: set[str] | None = None
        """Inside the argument of `sum` the facts whose rows were read so far, elsewhere None."""
        self.in_people_call = False
        """Whether this is what a person contributes to a call over many people: one value, whatever the rows."""

    def __contains__(self, name: str) -> bool:
        return name in self._declared

    @property
    def used(self) -> tuple[str, ...]:
        """Declared names in the order of their first appearance in the text."""
        return tuple(sorted(self._first_use, key=self._first_use.__getitem__))

    def resolve(self, name: str, position: int) -> Kind | None:
        """The kind of a declared name; None, with a finding, if it is unknown."""
        kind = self._declared.get(name)
        if kind is None:
            self._report_unknown(name, position)
            return None
        self._first_use[name] = min(position, self._first_use.get(name, position))
        return self._of_row(name, kind, position) if isinstance(kind, PerRow) else kind

    def differs_by_row(self, name: str) -> bool:
        """Whether a name has a value per row of a fact."""
        return isinstance(self._declared.get(name), PerRow)

    def _of_row(self, name: str, field: PerRow, position: int) -> Kind:
        if self.rows_read is not None:
            self.rows_read.add(field.rows)
        elif self.in_people_call or not field.is_open:
            message = f"`{name}` has a value for every row; add them up, as in `sum({name})`"
            self._findings.add("formula.row_place", position, message)
        return field.kind

    def suggest_function(self, name: str) -> str:
        """A hint at the function that may have been meant, or the list of all."""
        found = self._nearest(name, FUNCTIONS)
        return f"did you mean `{found}`?" if found else f"there are {', '.join(FUNCTIONS)}"

    def suggest_word(self, word: str, values: tuple[str, ...]) -> str:
        """A hint at the category's value that may have been meant, or its first values."""
        found = self._nearest(word, values)
        if found is not None:
            return f'did you mean "{found}"?'
        return "use one of " + _listed([f'"{value}"' for value in values])

    def _report_unknown(self, name: str, position: int) -> None:
        if name in FUNCTION_NAMES:
            listed = FUNCTIONS.get(name) or POPULATION.get(name)
            shown = f"{name}(x)" if listed is None else listed.shown
            message = f"`{name}` is a function; call it as `{shown}`"
            self._findings.add("formula.function_without_call", position, message)
            return
        self._findings.add("formula.unknown_name", position, self._unknown_message(name))

    def _unknown_message(self, name: str) -> str:
        if name in self._hints:
            return self._hints[name]
        owner = name.partition(".")[0]
        fields = [declared for declared in self._declared if declared.startswith(owner + ".")]
        if fields and owner == name:
            return f"`{shortened(name)}` stands for several values; write one of {_listed(fields)}"
        if owner in self._declared and not fields:
            return f"`{shortened(owner)}` has no fields; write `{shortened(owner)}` alone"
        found = self._nearest(name, fields or self._names())
        if found is not None:
            return f"`{shortened(name)}` is not known here; did you mean `{found}`?"
        if fields:
            return f"`{shortened(name)}` is not known here; write one of {_listed(fields)}"
        return f"`{shortened(name)}` is not known here; declare it or use a declared name"

    def _names(self) -> list[str]:
        return [name for name, kind in self._declared.items() if not isinstance(kind, TableKind)]

    def _nearest(self, word: str, candidates: Iterable[str]) -> str | None:
        if self._suggestions_left == 0:
            return None
        self._suggestions_left -= 1
        return nearest(word, candidates)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_FIELDS_SHOWN]) + (", …" if len(names) > _FIELDS_SHOWN else "")

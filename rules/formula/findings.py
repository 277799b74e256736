"""Collecting what is wrong with one formula: every finding with its code and its place in the text."""

from rules.formula.codes import FORMULA_CODES
from rules.problems import Problem


class Findings:
    """Problems of one formula, in the order of their positions."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._problems: list[tuple[int, Problem]] = []

    def add(self, code: str, position: int, message: str) -> None:
        """Record one finding; `position` is a 0-based character offset in the formula's text."""
        if code not in FORMULA_CODES:
            raise KeyError(code)
        self._problems.append((position, Problem(code, self._path, message, position)))

    def __bool__(self) -> bool:
        return bool(self._problems)

    def in_order(self) -> tuple[Problem, ...]:
        """All findings by position; those at one place in the order they were made."""
        return tuple(problem for _, problem in sorted(self._problems, key=lambda found: found[0]))

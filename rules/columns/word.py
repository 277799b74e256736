"""A column of category words."""

from operator import eq

from rules.columns.cells import each
from rules.columns.faults import NO_FAULTS, Faults
from rules.columns.flag import Flag, chosen_faults
from rules.problems import Problem


class Word:
    """One word per row; `words` is one text for all rows or a list, rows in `faults` have no value."""

    __slots__ = ("faults", "words")

    def __init__(self, words: str | list[str], faults: Faults = NO_FAULTS) -> None:
        self.words = words
        self.faults = faults

    def at(self, row: int) -> str | None:
        """The word of one row; None where the row has a fault."""
        if row in self.faults:
            return None
        return self.words if isinstance(self.words, str) else self.words[row]

    def fault(self, row: int) -> Problem | None:
        """Why the row has no value, if it has none."""
        return self.faults.get(row)

    def equals(self, word: str) -> Flag:
        """Which rows hold exactly this word."""
        return Flag(each(eq, self.words, word), self.faults)

    def chosen(self, condition: Flag, otherwise: "Word") -> "Word":
        """`self if condition else otherwise`, row by row; only the branch a row takes can fault it."""
        faults = chosen_faults(condition, self.faults, otherwise.faults)
        return Word(each(_pick, condition.marks, self.words, otherwise.words), faults)

    def text(self, row: int) -> str | None:
        """The word as shown."""
        return self.at(row)


def _pick(condition: bool, when_true: str, when_false: str) -> str:
    return when_true if condition else when_false

"""What came out of verifying."""

from dataclasses import dataclass

from rules import Problem
from service.audit.signed_head import Head


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of what was checked, the findings (the first bad row first), and the head that the audit has now.

    `more` counts findings beyond those kept; `erased` the people whose personal data cannot be checked any more;
    `notes` say what was not looked at.
    """

    entries: int
    rows: int
    erased: int
    problems: tuple[Problem, ...]
    more: int
    notes: tuple[str, ...]
    head: Head

    @property
    def is_intact(self) -> bool:
        """Whether nothing was found."""
        return not self.problems

    def to_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "intact": self.is_intact,
            "entries": self.entries,
            "rows": self.rows,
            "erased": self.erased,
            "problems": [problem.to_json() for problem in self.problems],
            "more": self.more,
            "notes": list(self.notes),
            "head": {"seq": self.head.seq, "hash": self.head.hash, "at": self.head.at, "database": self.head.database},
        }

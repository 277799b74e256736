"""Problems as plain data, and the small tree of exceptions that carry them.

    RulesError            a document or a call that cannot be evaluated at all
    ├── PlanRefused       the plan document has problems
    └── CallRefused       the call as a whole has problems (duplicate ids, a period that does not fit …)

Findings about one participant are never exceptions: they are `Problem` values on that participant's row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: what is wrong, where, and what to do about it.

    `code` is `area.what`; `path` an RFC 6901 pointer into the document it speaks of (for files a cell such as
    `Sheet1!C7` or `line 12, column "revenue"`); `position` a 0-based character offset inside a formula;
    `numbers` the figures a warning computed, as text.
    """

    code: str
    path: str
    message: str
    position: int | None = None
    numbers: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)

    def to_json(self) -> dict[str, object]:
        """The wire shape; keys without a value are left out."""
        shown: dict[str, object] = {"code": self.code, "path": self.path, "message": self.message}
        if self.position is not None:
            shown["position"] = self.position
        if self.numbers:
            shown["numbers"] = dict(self.numbers)
        return shown

    def under(self, prefix: str) -> "Problem":
        """The same finding seen from a larger document: `prefix` goes before its path."""
        return replace(self, path=prefix + self.path)


class RulesError(Exception):
    """A document or call that cannot be evaluated; `problems` holds every finding, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(f"{p.code} at {p.path or '/'}: {p.message}" for p in self.problems))


class PlanRefused(RulesError):
    """The plan document has problems."""


class CallRefused(RulesError):
    """The call as a whole has problems."""


def pointer(*parts: object) -> str:
    """An RFC 6901 pointer built from its parts: `pointer("kpis", 0, "weight")` is `/kpis/0/weight`."""
    # Nothing is kept between calls: parts may be keys that somebody sent, of any length.
    text = "/".join([str(part).replace("~", "~0").replace("/", "~1") for part in parts])
    return "/" + text if parts else ""

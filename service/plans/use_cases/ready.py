"""Whether a document may become a version: no problems, and at least one example, and every example comes out."""

import hashlib
from collections import deque
from collections.abc import Iterator
from typing import Final

from rules import CheckReport, PlanRefused, Problem, check_plan
from service.files.exact_json import loads

_NO_EXAMPLES = "A plan needs at least one example that comes out; add one with what must be paid."


def check_ready(text: str) -> None:
    """Raises PlanRefused with everything that stands against it."""
    digest = _digest(text)
    if _READY.holds(digest):
        return
    problems = _problems_of(text)
    if problems:
        raise PlanRefused(problems)
    _READY.add(digest)


def look_ahead(text: str | None) -> None:
    """Run the examples before the transaction that needs them, so that they keep nobody waiting for a lock.

    A text that was found ready is known by its digest for a while; what stands against others is told by `check_ready`.
    """
    if text is not None and not _READY.holds(_digest(text)) and not _problems_of(text):
        _READY.add(_digest(text))


def _problems_of(text: str) -> tuple[Problem, ...]:
    report = check_plan(loads(text.encode()))
    return tuple(report.problems) or tuple(_against(report))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


class _LastOnes:
    """The last digests that were added, and no more than so many; threads may share it."""

    def __init__(self, entries_max: int) -> None:
        self._digests: deque[bytes] = deque(maxlen=entries_max)

    def holds(self, digest: bytes) -> bool:
        """Whether it was added lately."""
        return digest in self._digests.copy()

    def add(self, digest: bytes) -> None:
        """Keep it, and let the oldest go."""
        self._digests.append(digest)


_READY: Final = _LastOnes(64)


def _against(report: CheckReport) -> Iterator[Problem]:
    if not report.examples:
        yield Problem("plan.no_examples", "/examples", _NO_EXAMPLES)
    for example in report.examples:
        for difference in example.differences:
            message = f"{example.name}: {_said(difference.expected)} is expected, {_said(difference.actual)} comes out."
            yield Problem("plan.example_failed", difference.path, message)


def _said(value: str | bool | list[str] | None) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return str(value).lower() if isinstance(value, bool) else value

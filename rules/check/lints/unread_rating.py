"""Ratings, scales and payouts that move no money."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.plan import Banded
from rules.problems import Problem, pointer


def unread_rating(subject: Subject) -> Iterator[Problem]:
    """Grades, or payouts of bands, that no formula reads."""
    if subject.compiled is None:
        return
    plan, read = subject.plan, subject.names_read
    if plan.ratings is not None:
        yield from _unread(plan.ratings, "/ratings", "rating" in read, bool({"payout", "rating.payout"} & read))
    for key, scale in plan.scales.items():
        yield from _unread(scale, pointer("scales", key), key in read, f"{key}.payout" in read)


def _unread(banded: Banded, path: str, grade_read: bool, payout_read: bool) -> Iterator[Problem]:
    numbers = {"bands": str(len(banded.bands))}
    if any(band.payout is not None for band in banded.bands) and not payout_read:
        message = "No formula reads the payouts of these bands, so they change no pay; read them, or leave them out."
        yield Problem("lint.unread_payout", f"{path}/bands", message, numbers=numbers)
    elif not (grade_read or payout_read):
        message = "No formula reads this grade, so it changes no pay; read it in an amount, or leave it out."
        yield Problem("lint.unread_rating", path, message, numbers=numbers)

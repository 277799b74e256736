"""The version that a calculation means when it names a plan by key."""

from datetime import date

from rules import Problem
from service.errors import NotFound
from service.plans.repository.versions import Version, find_version, in_force, newest_number, text_of
from service.work import Work

_REFUSED = "refused"


def plan_for_call(work: Work, key: str, number: int | None, day: date | None) -> tuple[str, int] | None:
    """The document as text and the number of a version: the one asked for, else the one in force on a day or today.

    Any version but a refused one may be asked for, so that what is to be approved can be tried out. None where the
    store has no version of this key; raises NotFound where it has others.
    """
    if newest_number(work, key) == 0:
        return None
    version = _asked(work, key, number) if number is not None else _in_force(work, key, day or work.today)
    return text_of(work, version.id), version.number


def _asked(work: Work, key: str, number: int) -> Version:
    version = find_version(work, key, number)
    if version is None or version.state == _REFUSED:
        message = "This plan has no such version, or it was refused; GET /v1/plans/{key}/versions lists them."
        raise NotFound(Problem("plan.not_found", "/plan/version", message))
    return version


def _in_force(work: Work, key: str, day: date) -> Version:
    version = in_force(work, [key], day.isoformat()).get(key)
    if version is None:
        message = "No version of this plan is in force on the first day of the period; name a version, or publish one."
        raise NotFound(Problem("plan.not_in_force", "/plan", message))
    return version

"""Putting approved versions in force, and taking them out of it."""

from rules import Problem
from service.errors import Conflict, RequestRefused
from service.plans.in_force import Effects, Window, effects_of
from service.plans.repository.steps import add_note, add_step
from service.plans.repository.versions import WITH_DAYS, Version, published_since_approval, text_of, versions_in
from service.plans.use_cases.found import lock, version_of
from service.plans.use_cases.ready import check_ready
from service.work import Work


def publish(work: Work, key: str, number: int) -> None:
    """Put an approved version in force for the days that were approved; what is in force there makes room.

    Raises Conflict if it is not approved or overlaps with what cannot make room, PlanRefused if this release of the
    engine finds problems in it.
    """
    lock(work, key)
    version = version_of(work, key, number)
    _must_be(version, "approved")
    check_ready(text_of(work, version.id))
    published = {each.number: each for each in versions_in(work, key, WITH_DAYS)}
    effects = effects_of(window_of(version), map(window_of, published.values()))
    if effects.overlapping:
        numbers = ", ".join(str(window.number) for window in effects.overlapping)
        message = (
            f"It would be in force on days of version {numbers}, which starts later and goes on after it; "
            "submit it with other days, or retire the other one."
        )
        raise Conflict(Problem("plan.version_overlaps", "path number", message))
    _must_not_be_overtaken(work, version, effects)
    for window in effects.cut:
        cut = published[window.number]
        add_step(work, cut, cut.state, effective_until=version.effective_from)
        work.changed("plan.cut", f"plan/{key}/{cut.number}", after=cut.content_hash)
    for window in effects.retired:
        _retire(work, published[window.number], window.start)
    add_step(work, version, "published")
    work.changed("plan.published", f"plan/{key}/{number}", after=version.content_hash)


def retire(work: Work, key: str, number: int, until: str | None, reason: str | None) -> None:
    """End a published version on a day, by default today, or give up one that has not begun.

    Days that have been are not taken away: what was paid for them must be found again. Raises RequestRefused for a day
    before today, Conflict for a version that ends earlier anyway.
    """
    lock(work, key)
    version = version_of(work, key, number)
    _must_be(version, "published", "approved")
    today = work.today.isoformat()
    day = today if until is None else until
    if day < today:
        message = "Choose today or a later day; days on which the version was in force stay as they are."
        raise RequestRefused(Problem("plan.ends_in_the_past", "/effective_until", message))
    if version.state == "published" and version.effective_until is not None and version.effective_until <= day:
        message = f"This version ends on {version.effective_until} anyway; choose an earlier day."
        raise Conflict(Problem("plan.ends_earlier", "/effective_until", message))
    has_begun = version.state == "published" and version.effective_from < day
    _retire(work, version, day if has_begun else version.effective_from)
    if reason is not None:
        add_note(work, f"plan/{key}/{number}/retired", reason)


def effects_on(work: Work, version: Version) -> Effects:
    """What publishing a version would do to those in force now."""
    published = versions_in(work, version.plan_key, WITH_DAYS)
    return effects_of(window_of(version), [window_of(each) for each in published if each.id != version.id])


def window_of(version: Version) -> Window:
    """The days of a version."""
    return Window(version.number, version.effective_from, version.effective_until)


def _must_not_be_overtaken(work: Work, version: Version, effects: Effects) -> None:
    """Whoever approved it saw what it would replace; what was published since, they did not see."""
    displaced = {window.number for window in (*effects.cut, *effects.retired)}
    newer = sorted(displaced.intersection(published_since_approval(work, version)))
    if newer:
        numbers = ", ".join(map(str, newer))
        message = f"Version {numbers} was published after this one was approved; submit this one anew to replace it."
        raise Conflict(Problem("plan.overtaken", "path number", message))


def _retire(work: Work, version: Version, until: str) -> None:
    add_step(work, version, "retired", effective_until=until)
    work.changed("plan.retired", f"plan/{version.plan_key}/{version.number}", before=version.content_hash)


def _must_be(version: Version, *states: str) -> None:
    if version.state not in states:
        message = f"This version is {version.state}; that can be done only when it is {' or '.join(states)}."
        raise Conflict(Problem("plan.wrong_state", "path number", message))

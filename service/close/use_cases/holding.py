"""Holding pay back, and letting it go."""

from collections.abc import Mapping
from typing import Any, Final

from rules import Problem
from service.close.repository.booked import BookedLine, booked_run, pay_of, row_of
from service.close.repository.holds import HeldBack, add_hold, end_hold, hold_of_id, holds_of
from service.errors import Conflict, NotFound, RequestRefused
from service.participants.repository.people import external_ids_of, people_called
from service.periods.repository.periods import period_of_id
from service.periods.repository.steps import lock_name
from service.periods.use_cases.moving import Place, found
from service.store.locks import Lock, lock
from service.two_person import write_note
from service.web.moments import moment_text
from service.work import Work

Shown = dict[str, object]
_PARTS: Final = ("plan", "component", "row")


def hold_pay(work: Work, call: Mapping[str, Any]) -> int:
    """A new hold, by number: of a person in a period, of a plan, of a component or of one row of it.

    Raises NotFound, RequestRefused, and Conflict for what is paid already or, once a run is booked, not there.
    """
    place: Place = (call["calendar"], call["period"], call["pay_group"])
    period, _ = found(work, place)
    person = people_called(work, [call["participant"]]).get(call["participant"])
    if person is None:
        message = "there is no participant of this id; GET /v1/participants lists them"
        raise RequestRefused(Problem("hold.unknown_participant", "/participant", message))
    _must_be_nested(call)
    lock(work.session, Lock.PERIOD, lock_name(period.id, place[2]))
    _must_be_unpaid(work, person.number, period.id, call)
    what = (call["plan"], call["component"], call["row"])
    hold_id = add_hold(work, person.number, (period.id, place[2]), what)
    _must_hold_something(work, person.number, (period.id, place[2]), call)
    write_note(work, f"participant/{person.number}/hold/{hold_id}", call["reason"])
    work.changed("hold.made", f"hold/{hold_id}")
    return hold_id


def release_hold(work: Work, hold_id: int) -> int:
    """The hold is over: what it kept back is paid with the next payment. Raises NotFound and Conflict."""
    hold = _hold(work, hold_id)
    if hold.ended_at is not None:
        message = "This hold was released already."
        raise Conflict(Problem("hold.released", "path id", message))
    lock(work.session, Lock.PERIOD, lock_name(hold.period_id, hold.pay_group))
    end_hold(work, hold_id)
    work.changed("hold.released", f"hold/{hold_id}")
    return hold_id


def hold_shown(work: Work, hold_id: int) -> Shown:
    """A hold as answers show it."""
    hold = _hold(work, hold_id)
    return _shown(work, hold, external_ids_of(work, [hold.participant_id]))


def list_holds(work: Work, place: Place) -> Shown:
    """The holds of a period, released ones too; raises NotFound."""
    period, _ = found(work, place)
    holds = holds_of(work, period.id, place[2])
    names = external_ids_of(work, {hold.participant_id for hold in holds})
    shown = [_shown_in(hold, names, place) for hold in holds]
    return {"data": shown}


def _hold(work: Work, hold_id: int) -> HeldBack:
    hold = hold_of_id(work, hold_id)
    if hold is None:
        raise NotFound(Problem("hold.not_found", "path id", "There is no such hold; GET /v1/holds lists them."))
    return hold


def _shown(work: Work, hold: HeldBack, names: Mapping[int, str]) -> Shown:
    period = period_of_id(work, hold.period_id)
    return _shown_in(hold, names, (period.calendar, period.key, hold.pay_group))


def _shown_in(hold: HeldBack, names: Mapping[int, str], place: Place) -> Shown:
    return {
        "id": str(hold.id),
        "participant": names.get(hold.participant_id),
        "calendar": place[0],
        "period": place[1],
        "pay_group": place[2],
        "plan": hold.plan_key,
        "component": hold.component,
        "row": hold.row_ref,
        "held_at": moment_text(hold.at),
        "released_at": None if hold.ended_at is None else moment_text(hold.ended_at),
    }


def _must_be_nested(call: Mapping[str, Any]) -> None:
    given = [call[part] is not None for part in _PARTS]
    if given != sorted(given, reverse=True):
        message = "a component is named with its plan, and a row with its component"
        raise RequestRefused(Problem("hold.incomplete", "", message))


def _must_hold_something(work: Work, participant: int, place: tuple[int, str], call: Mapping[str, Any]) -> None:
    """A hold with a wrong name in it would let pass what it was made to keep. Before the booking nobody can know."""
    if booked_run(work, *place) is None:
        return
    if not any(_is_of(call, line) for line in pay_of(work, participant, *place)):
        message = "Nothing that is booked goes by these names; the person's result shows plan, components and rows."
        raise Conflict(Problem("hold.of_nothing", "", message))


def _is_of(call: Mapping[str, Any], line: BookedLine) -> bool:
    """Whether a line is what the hold is about; a row that cannot be paid apart holds its whole line."""
    if any(call[part] not in (None, own) for part, own in (("plan", line.plan_key), ("component", line.component))):
        return False
    return call["row"] in (None, row_of(line)) or line.state in ("held", "deferred")


def _must_be_unpaid(work: Work, participant: int, period_id: int, call: Mapping[str, Any]) -> None:
    """What is in a payment cannot be held any more."""
    wanted = {part: call[part] for part in _PARTS if call[part] is not None}
    for line in pay_of(work, participant, period_id, call["pay_group"]):
        names = {"plan": line.plan_key, "component": line.component, "row": row_of(line)}
        if names["row"] is None:
            # The whole line, or the rest of one: a row of it would have been paid with it.
            names["row"] = wanted.get("row")
        if line.state == "paid" and all(names[part] == value for part, value in wanted.items()):
            message = "This is paid already; what has to come back is an adjustment."
            raise Conflict(Problem("hold.paid", "", message))

"""Moving a period on, one state after the other."""

from dataclasses import dataclass
from typing import Final, Literal

from rules import Problem
from service.errors import Conflict
from service.periods.repository.periods import StoredPeriod
from service.periods.repository.steps import Step, add_step, last_step
from service.periods.use_cases.reading import OPEN, must_know_group, the_period
from service.two_person import policy_mode
from service.work import Work

Move = Literal["calculate", "approve", "lock", "pay", "reopen"]


@dataclass(frozen=True, slots=True)
class _Way:
    """From which states a move leads where."""

    start: tuple[str, ...]
    to: str


WAYS: Final[dict[Move, _Way]] = {
    "calculate": _Way(("open", "calculated"), "calculated"),
    "approve": _Way(("calculated",), "approved"),
    "lock": _Way(("approved",), "locked"),
    "pay": _Way(("locked",), "paid"),
    "reopen": _Way(("calculated", "approved"), "open"),
}
_NEXT: Final[dict[str, str]] = {
    "open": "it can be calculated",
    "calculated": "it can be calculated again, approved or reopened",
    "approved": "it can be locked or reopened",
    "locked": "it can be paid; to open it again, ask for an unlock",
    "paid": "it stays as it is; what comes later is paid in a period that is open",
}


def move_period(work: Work, place: tuple[str, str, str], move: Move) -> Step:
    """The next step of (calendar, period, pay group); raises NotFound and Conflict."""
    period, last = found(work, place)
    way = WAYS[move]
    state = OPEN if last is None else last.state
    if state not in way.start:
        raise wrong_state(state)
    if move == "approve":
        _must_be_another_person(work, last)
    before = last or add_step(work, None, period.id, place[2], OPEN)
    after = add_step(work, before, period.id, place[2], way.to)
    work.changed(f"period.{move}", subject(place, after.number))
    return after


def found(work: Work, place: tuple[str, str, str]) -> tuple[StoredPeriod, Step | None]:
    """A period with its last step in one group; raises NotFound."""
    period = the_period(work, place[0], place[1])
    must_know_group(work, period, place[2])
    return period, last_step(work, period.id, place[2])


def wrong_state(state: str) -> Conflict:
    """The refusal of what cannot follow this state."""
    return Conflict(Problem("period.wrong_state", "path key", f"This period is {state}: {_NEXT[state]}."))


def subject(place: tuple[str, str, str], number: int) -> str:
    """A step as the audit names it."""
    return "/".join(("period", *place, str(number)))


def _must_be_another_person(work: Work, calculated: Step | None) -> None:
    if calculated is not None and calculated.by_id == work.actor.principal_id and policy_mode(work) != "single":
        message = "You calculated this period yourself; another person has to approve it."
        raise Conflict(Problem("approval.own_request", "path key", message))

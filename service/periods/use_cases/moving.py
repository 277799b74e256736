"""Moving a period on, one state after the other."""

from dataclasses import dataclass
from typing import Final, Literal

from rules import Problem
from service.errors import Conflict
from service.periods.repository.periods import StoredPeriod
from service.periods.repository.steps import Proof, Step, add_step, last_step
from service.periods.use_cases.reading import OPEN, must_know_group, the_period
from service.work import Work

Move = Literal["calculate", "lock", "reopen"]
Place = tuple[str, str, str]
"""Calendar, period and pay group, by their keys."""


@dataclass(frozen=True, slots=True)
class _Way:
    """From which states a move leads where."""

    start: tuple[str, ...]
    to: str


WAYS: Final[dict[Move, _Way]] = {
    "calculate": _Way(("open", "calculated"), "calculated"),
    "lock": _Way(("approved",), "locked"),
    "reopen": _Way(("calculated", "approved"), "open"),
}
_BOOKED: Final = _Way(("calculated",), "approved")
_PAID: Final = _Way(("locked",), "paid")
_NEXT: Final[dict[str, str]] = {
    "open": "it can be calculated",
    "calculated": "it can be calculated again or reopened, and a run of it can be asked to be booked",
    "approved": "it can be locked or reopened",
    "locked": "it can be paid by a payment; to open it again before, ask for an unlock",
    "paid": "it stays as it is; what comes later is paid in a period that is open",
}


def move_period(work: Work, place: Place, move: Move) -> Step:
    """The next step of a place; raises NotFound and Conflict."""
    return _moved(work, place, WAYS[move], f"period.{move}")


def approve_period(work: Work, place: Place, booking_id: int) -> Step:
    """The period is approved by this booking of a final run, made in the same transaction; raises Conflict."""
    return _moved(work, place, _BOOKED, "period.approve", Proof(booking_id=booking_id))


def pay_period(work: Work, place: Place, payment_id: int) -> Step:
    """The locked period is paid by this regular payment, made in the same transaction; raises Conflict."""
    return _moved(work, place, _PAID, "period.pay", Proof(payment_id=payment_id))


def _moved(work: Work, place: Place, way: _Way, operation: str, proof: Proof | None = None) -> Step:
    period, last = found(work, place)
    state = OPEN if last is None else last.state
    if state not in way.start:
        raise wrong_state(state)
    before = last or add_step(work, None, period.id, place[2], OPEN)
    after = add_step(work, before, period.id, place[2], way.to, proof=proof)
    work.changed(operation, subject(place, after.number))
    return after


def found(work: Work, place: Place) -> tuple[StoredPeriod, Step | None]:
    """A period with its last step in one group; raises NotFound."""
    period = the_period(work, place[0], place[1])
    must_know_group(work, period, place[2])
    return period, last_step(work, period.id, place[2])


def wrong_state(state: str) -> Conflict:
    """The refusal of what cannot follow this state."""
    return Conflict(Problem("period.wrong_state", "path key", f"This period is {state}: {_NEXT[state]}."))


def subject(place: Place, number: int) -> str:
    """A step as the audit names it."""
    return "/".join(("period", *place, str(number)))

"""What may not be booked, opened, carried over or paid, because of how far a period is: SQL about `NEW`."""

from typing import Final

_CALCULATED: Final = "'calculated'"
_CLOSED: Final = "'locked', 'paid'"

RUN_OF_THE_KIND: Final = "NOT EXISTS (SELECT 1 FROM run WHERE run.id = NEW.run_id AND run.kind = NEW.kind)"
"""A booking is of a run of its kind: neither a preview nor a shadow becomes pay."""

NEXT_REVISION: Final = (
    "NEW.revision <> 1 + (SELECT COUNT(*) FROM booking AS other"
    " WHERE other.period_id = NEW.period_id AND other.pay_group = NEW.pay_group)"
)
"""Revisions have no gap."""

NOT_THE_NEWEST_RUN: Final = (
    "EXISTS (SELECT 1 FROM run AS newer JOIN run_event ON run_event.run_id = newer.id"
    " AND run_event.to_state = 'finished' WHERE newer.period_id = NEW.period_id"
    " AND newer.pay_group = NEW.pay_group AND newer.kind = NEW.kind AND newer.id > NEW.run_id)"
)
"""What was agreed to is overtaken once a newer run has finished."""


def not_in_state(period: str, pay_group: str, states: str) -> str:
    """The last step of the period in the group led to none of these states (quoted, with commas between)."""
    return (
        "NOT EXISTS (SELECT 1 FROM period_event AS last"
        f" WHERE last.period_id = {period} AND last.pay_group = {pay_group} AND last.to_state IN ({states})"
        " AND NOT EXISTS (SELECT 1 FROM period_event AS later WHERE later.period_id = last.period_id"
        " AND later.pay_group = last.pay_group AND later.number > last.number))"
    )


def is_closed(period: str, pay_group: str) -> str:
    """The period is locked or paid in this group."""
    return f"NOT ({not_in_state(period, pay_group, _CLOSED)})"


BOOKED_OUT_OF_TURN: Final = (
    f"(NEW.kind = 'final' AND {not_in_state('NEW.period_id', 'NEW.pay_group', _CALCULATED)})"
    f" OR (NEW.kind = 'correction' AND {not_in_state('NEW.period_id', 'NEW.pay_group', _CLOSED)})"
)
"""A final run is booked while the period is calculated, a correction once it is locked or paid."""

CARRIED_BY_NO_CORRECTION: Final = (
    "NOT EXISTS (SELECT 1 FROM booking WHERE booking.id = NEW.booking_id AND booking.kind = 'correction')"
)
"""Only corrections carry lines over."""

CARRIED_TOO_LATE: Final = (
    f"({is_closed('NEW.paid_period_id', 'NEW.pay_group')}) AND NOT EXISTS (SELECT 1 FROM booking"
    " WHERE booking.id = NEW.booking_id AND booking.period_id = NEW.paid_period_id"
    " AND NEW.earned_period_id = NEW.paid_period_id)"
)
"""Lines are carried into a period that is not locked, or stay in the one that is corrected."""

ADJUSTED_PERIOD: Final = (
    "(SELECT adjustment_request.period_id FROM adjustment_request WHERE adjustment_request.request_id = NEW.request_id)"
)
_ADJUSTED_GROUP: Final = (
    "(SELECT adjustment_request.pay_group FROM adjustment_request WHERE adjustment_request.request_id = NEW.request_id)"
)
ADJUSTED_TOO_LATE: Final = is_closed(ADJUSTED_PERIOD, _ADJUSTED_GROUP)
"""Nothing is added to a period that is locked or paid."""

BOOKING_OVERTAKEN: Final = (
    "NEW.to_state = 'approved' AND EXISTS (SELECT 1 FROM booking AS this JOIN booking AS later"
    " ON later.period_id = this.period_id AND later.pay_group = this.pay_group AND later.revision > this.revision"
    " WHERE this.id = NEW.booking_id)"
)
"""A period is approved by its newest booking."""

OPENED_AFTER_PAYMENT: Final = (
    "NEW.to_state = 'open' AND EXISTS (SELECT 1 FROM payment"
    " WHERE payment.period_id = NEW.period_id AND payment.pay_group = NEW.pay_group)"
)
"""What somebody was paid from stays closed."""

PAID_OUT_OF_TURN: Final = not_in_state("NEW.period_id", "NEW.pay_group", _CLOSED)
"""Only a locked period is paid, and one that is paid already a second time for what was held back."""

PAID_FOR_ANOTHER: Final = (
    "NOT EXISTS (SELECT 1 FROM booking WHERE booking.id = NEW.booking_id"
    " AND booking.period_id = NEW.period_id AND booking.pay_group = NEW.pay_group)"
)
"""A payment pays a booking of its own period and group."""


def other_number(rows: str, asked: str) -> str:
    """There are not as many `rows` of the request as it was asked for with."""
    return (
        f"(SELECT COUNT(*) FROM {rows} WHERE {rows}.request_id = NEW.request_id)"
        f" <> (SELECT {asked}.rows FROM {asked} WHERE {asked}.request_id = NEW.request_id)"
    )

"""The sorts of files of month end: facts, adjustments, opening values, and what a spreadsheet paid."""

from typing import Final

from service.files.people.columns import PeopleColumn, PeopleShape, by_name
from service.files.tables.headings import PARTICIPANT

_ID: Final = PeopleColumn(PARTICIPANT, "id", "The person's id", "E1001", can_be_taken_away=False)


def _plain(name: str, title: str, example: str, *choices: str) -> PeopleColumn:
    """A column of text whose cells say something or nothing."""
    return PeopleColumn(name, "text", title, example, can_be_taken_away=False, choices=choices)


def _amount(title: str, example: str) -> PeopleColumn:
    return PeopleColumn("amount", "number", title, example, can_be_taken_away=False)


FACTS: Final = PeopleShape(
    what="fact",
    sheet="Facts",
    columns=by_name(
        _ID,
        _plain("key", "The fact, as plans call it", "revenue"),
        PeopleColumn("date", "date", "The business date", "2026-03-14", can_be_taken_away=False),
        PeopleColumn("value", "observed", "What was observed", "1250.00"),
        PeopleColumn(
            "source_id", "id", "What the source calls it, without names", "deal-4711", can_be_taken_away=False
        ),
        PeopleColumn("revision", "number", "Of one source_id the highest counts", "0", can_be_taken_away=False),
        _plain("time", "The time of day as HH:MM, if order matters", "14:30"),
        _plain("currency", "ISO 4217 code, if it is money", "EUR"),
        _plain("evidence", "Why, for judgements", ""),
    ),
    identity=(PARTICIPANT,),
    dated=frozenset(),
    required=("key", "date", "value"),
    is_list=True,
)
"""One row an observation."""

ADJUSTMENTS: Final = PeopleShape(
    what="adjustment",
    sheet="Adjustments",
    columns=by_name(
        _ID,
        _amount("What is paid beside the result; a minus takes it back", "-120.00"),
        _plain("currency", "ISO 4217 code", "EUR"),
        _plain("reason", "Why; the participant and the second person read it", "Paid twice in February."),
        PeopleColumn("earning_code", "id", "Code in payroll", "PRIZE", can_be_taken_away=False),
        _plain("plan", "Key of the plan that it belongs to", ""),
        _plain("component", "Key of the component that it belongs to", ""),
    ),
    identity=(PARTICIPANT,),
    dated=frozenset(),
    required=("amount", "currency", "reason"),
    is_list=True,
)
"""One row a signed amount."""

OPENINGS: Final = PeopleShape(
    what="opening value",
    sheet="Openings",
    columns=by_name(
        _ID,
        _plain("plan", "Key of the plan", "b2b-sales-manager"),
        _plain("kind", "balance: the closing of an account; paid: by a line this year", "balance", "balance", "paid"),
        _plain("key", "The account, or the component", "draw"),
        PeopleColumn("value", "number", "The value to start with", "1250.00", can_be_taken_away=False),
    ),
    identity=(PARTICIPANT,),
    dated=frozenset(),
    required=("plan", "kind", "key", "value"),
    is_list=True,
)
"""One row a value to start with."""

PAID_ELSEWHERE: Final = PeopleShape(
    what="amount",
    sheet="Paid",
    columns=by_name(
        _ID,
        _amount("What the spreadsheet pays", "1080.00"),
        _plain("component", "Key of the component, where each has a row", "bonus"),
        _plain("currency", "ISO 4217 code; else the one that the person is paid in here", "EUR"),
    ),
    identity=(PARTICIPANT,),
    dated=frozenset(),
    required=("amount",),
    is_list=True,
)
"""One row what somebody is paid by a spreadsheet, in all or for one component."""

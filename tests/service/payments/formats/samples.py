"""Lines of a payment for tests of files."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from service.payments.formats import PaidLine, PaidPeriod, PaidPerson, PaymentHead
from service.payments.schemas.mappings import MAPPINGS, Mapping

OCTOBER = PaidPeriod("2026-10", "2026-10-01", "2026-11-01")
SEPTEMBER = PaidPeriod("2026-09", "2026-09-01", "2026-10-01")
HEAD = PaymentHead(1, 17, "all", OCTOBER, datetime(2026, 11, 5, 8, tzinfo=UTC))
ANN = PaidPerson(1, "E1", "Ann Maria Lee", "26")
BO = PaidPerson(2, "E2", "Bo Lind", "27")


def line(number: int, person: PaidPerson, minor: int, **more: Any) -> PaidLine:
    """A line of a bonus in euros."""
    plain = PaidLine(number, person, "sales", "bonus", "BONUS", None, OCTOBER, OCTOBER, minor, "EUR")
    return replace(plain, **more)


LINES = [
    line(1, ANN, 360_001, cost_centre="KST1"),
    line(2, ANN, 50, earning_code="COMMISSION", component="deals"),
    line(3, BO, 90_000),
    line(4, BO, -12_345, earned=SEPTEMBER, earning_code=None, component="bonus_back"),
    line(5, BO, 22_345, earned=SEPTEMBER, earning_code=None, component="bonus_back"),
]
IN_DOLLARS = [replace(each, currency="USD") for each in LINES]
CODES = {"BONUS": "2001", "COMMISSION": "2002", "bonus_back": "2003"}


def mapping(title: str, **more: Any) -> Mapping:
    """A mapping of the examples with other fields."""
    read: TypeAdapter[Mapping] = TypeAdapter(Mapping)
    return read.validate_python({**MAPPINGS[title], **more})

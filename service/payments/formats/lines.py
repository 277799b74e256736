"""What files for payroll are made of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rules import currency_digits, money_text, pointer


@dataclass(frozen=True, slots=True)
class PaidPerson:
    """Whom a line pays; nothing but the number is left of somebody who was erased."""

    number: int
    external_id: str | None
    name: str | None = None
    payroll_id: str | None = None

    def place(self, *parts: str | int) -> str:
        """Where a problem of this person lies."""
        return pointer("participants", self.external_id or f"#{self.number}", *parts)


@dataclass(frozen=True, slots=True)
class PaidPeriod:
    """A period from its first day to the day before `end`."""

    key: str
    start: str
    end: str

    @property
    def last_day(self) -> str:
        """The last day of the period."""
        return (date.fromisoformat(self.end) - timedelta(days=1)).isoformat()


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One line of a payment; `minor` units of `currency`."""

    number: int
    person: PaidPerson
    plan: str | None
    component: str | None
    earning_code: str | None
    cost_centre: str | None
    earned: PaidPeriod
    paid: PaidPeriod
    minor: int
    currency: str

    @property
    def kind(self) -> str | None:
        """What a mapping knows the line by: its earning code, else its component."""
        return self.earning_code or self.component


@dataclass(frozen=True, slots=True)
class PaymentHead:
    """The payment that a file is made of; `at` is when it was made, never when the file is."""

    number: int
    id: int
    pay_group: str
    period: PaidPeriod
    at: datetime


def amount_of(minor: int, currency: str) -> str:
    """An amount with the currency's digits and a decimal point."""
    digits = currency_digits(currency)
    assert digits is not None
    return money_text(minor, digits)

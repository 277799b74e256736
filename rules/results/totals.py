"""What a calculation adds up to; totals of chunks add to the total of all."""

from dataclasses import dataclass

from rules.numbers import money_text


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts by outcome, and the amount in minor units; blocked people are never in it."""

    digits: int
    paid: int = 0
    zero: int = 0
    blocked: int = 0
    amount: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.digits,
            self.paid + other.paid,
            self.zero + other.zero,
            self.blocked + other.blocked,
            self.amount + other.amount,
        )

    def to_json(self) -> dict[str, object]:
        """The wire shape; the amount with the currency's digits."""
        counts: dict[str, object] = {"paid": self.paid, "zero": self.zero, "blocked": self.blocked}
        return counts | {"amount": money_text(self.amount, self.digits)}

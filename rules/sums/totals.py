"""Control totals: what a file or a listing must add up to, currency by currency."""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.sums.amounts import amount_text


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """How many lines there are in one currency, and what they add up to, in minor units.

    `positive` and `negative` are the sums of the lines of each sign; two errors that cancel each other show there.
    """

    currency: str
    lines: int
    minor: int
    positive: int
    negative: int

    def to_json(self) -> dict[str, object]:
        """The wire shape: amounts with all their digits."""
        amounts = {"amount": self.minor, "positive": self.positive, "negative": self.negative}
        texts = {name: amount_text(minor, self.currency) for name, minor in amounts.items()}
        return {"currency": self.currency, "lines": self.lines, **texts}


def control_totals(lines: Iterable[tuple[str, int]]) -> tuple[ControlTotal, ...]:
    """The totals of lines of (currency, minor units), one per currency, sorted by code."""
    found: dict[str, ControlTotal] = {}
    for currency, minor in lines:
        so_far = found.get(currency, ControlTotal(currency, 0, 0, 0, 0))
        found[currency] = ControlTotal(
            currency,
            so_far.lines + 1,
            so_far.minor + minor,
            so_far.positive + max(minor, 0),
            so_far.negative + min(minor, 0),
        )
    return tuple(found[currency] for currency in sorted(found))

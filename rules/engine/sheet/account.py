"""One account of a batch: what it held, what this period adds and takes, and what that does to pay."""

from dataclasses import dataclass, field
from typing import NamedTuple

from rules.columns import Faults
from rules.plan import AccountKind


class Instalment(NamedTuple):
    """An amount, in units of its last place, that is paid in so many parts, of which some are paid."""

    amount: int
    parts: int
    paid: int


@dataclass(slots=True)
class AccountLine:
    """Amounts per row, in minor units: closing = opening + added - taken, and `pay` is the effect on pay.

    An account of an award counts in the award's `unit`, to `places` decimals, and is in no total. `opening_faults` are
    the rows whose opening cannot be read; `faults` are these and all rows whose changes cannot be computed.
    """

    key: str
    kind: AccountKind
    owner: str
    places: int
    unit: str | None
    earning_code: str | None
    opening: list[int]
    opening_faults: Faults
    added: list[int] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    pay: list[int] = field(default_factory=list)
    faults: Faults = field(init=False)

    def __post_init__(self) -> None:
        self.faults = self.opening_faults

    def closing(self, row: int) -> int:
        """What is carried to the next period."""
        return self.opening[row] + self.added[row] - self.taken[row]

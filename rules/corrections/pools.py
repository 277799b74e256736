"""By how much pay would move if what people share were shared again for everybody."""

from collections.abc import Iterable

from rules.sums import add_amounts, difference

Paid = tuple[str, int | None]
"""Currency and minor units of one result; None where it is blocked."""


def pool_variance(people: Iterable[tuple[Paid, Paid]]) -> dict[str, int]:
    """What sharing again would give, less what is paid while pots and factors stay as booked, by currency.

    Of everybody both results, in this order. Who is blocked in one of them counts nothing; currencies without a
    difference are left out.
    """
    new: list[tuple[str, int]] = []
    old: list[tuple[str, int]] = []
    for (currency, again), (other, frozen) in people:
        if again is not None and frozen is not None:
            new.append((currency, again))
            old.append((other, frozen))
    return difference(add_amounts(new), add_amounts(old))

"""Numbers of the reference: rounding, texts and splitting, written a second time and on purpose without the engine."""

from fractions import Fraction

Value = Fraction | bool | str
"""What a formula gives: a number, a condition or a word."""


class NoValue(Exception):
    """There is no value here; `why` is `missing`, `division` or `other`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def to_whole(number: Fraction, mode: str) -> int:
    """`number` as a whole number in one of the four modes, each the same on both sides of zero."""
    size = abs(number)
    whole = size.numerator // size.denominator
    rest, half = size - whole, Fraction(1, 2)
    grows = {
        "down": False,
        "up": rest > 0,
        "half_up": rest >= half,
        "half_even": rest > half or (rest == half and whole % 2 == 1),
    }[mode]
    whole += grows
    return -whole if number < 0 else whole


def to_places(number: Fraction, places: int, mode: str = "half_up") -> Fraction:
    """`number` rounded to so many decimal places."""
    return Fraction(to_whole(number * 10**places, mode), 10**places)


def shown(number: Fraction) -> str:
    """The text of a ratio: 12 places at most, no trailing zeros, no minus zero."""
    scaled = to_whole(number * 10**12, "half_up")
    whole, rest = divmod(abs(scaled), 10**12)
    text = f"{whole}.{rest:012d}".rstrip("0").rstrip(".")
    return f"-{text}" if scaled < 0 else text


def money(minor: int, digits: int) -> str:
    """The text of an amount in minor units, always with the currency's digits."""
    whole, rest = divmod(abs(minor), 10**digits)
    text = f"{whole}.{rest:0{digits}d}" if digits else str(whole)
    return f"-{text}" if minor < 0 else text


def split(total: int, shares: dict[str, Fraction]) -> dict[str, int]:
    """Whole parts that add up to `total`, near their exact shares: the largest remainders first, ties by key.

    The split of the negative is the negative of the split; a total of 0 takes its sign from its first share.
    """
    first = next((shares[key] for key in sorted(shares) if shares[key]), Fraction(0))
    sign = -1 if (total or first) < 0 else 1
    exact = {key: share * sign for key, share in shares.items()}
    parts = {key: share.numerator // share.denominator for key, share in exact.items()}
    left = total * sign - sum(parts.values())
    for key in sorted(parts, key=lambda key: (parts[key] - exact[key], key))[:left]:
        parts[key] += 1
    return {key: part * sign for key, part in parts.items()}

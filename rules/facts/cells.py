"""Raw cells into exact columns: what does not parse, and what is not there, becomes the fault of its row."""

import re
from collections.abc import Callable, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from itertools import repeat

from rules.columns import NO_FAULTS, Faults, Flag, Number, Word, every_row
from rules.facts.raw import Raw
from rules.numbers import NumberRefused, mantissa_and_scale, parse_ratio
from rules.problems import Problem

_PLAIN_COLUMN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,12})?(?:\n-?[0-9]{1,18}(?:\.[0-9]{1,12})?)*", re.ASCII)
_PLACES = re.compile(r"\.([0-9]+)", re.ASCII)
_EXACT = Context(prec=40)
"""Wide enough for 18 digits before the point and 12 after it, so that shifting the point never rounds."""

Refuse = Callable[[str, str], Problem]
"""(code, message) → the problem, at the place the column stands for."""


def number_column(raws: Sequence[Raw], missing: Problem, refuse: Refuse) -> Number:
    """Decimals over one shared power of ten; None is `missing`, anything else that is not a decimal is refused."""
    plain = None if len(raws) == 1 else _plain_decimals(raws)
    if plain is not None:
        mantissas, scale = plain
        return _packed(mantissas, 10**scale, {})
    if any(isinstance(raw, Fraction) for raw in raws):
        return _shared_column(raws, missing, refuse)
    return _careful_column(raws, missing, refuse)


def _plain_decimals(raws: Sequence[Raw]) -> tuple[list[int], int] | None:
    """A whole column of ordinary decimal texts at once; None where any cell needs a closer look."""
    try:
        joined = "\n".join(raws)  # type: ignore[arg-type]
    except TypeError:
        return None
    # A line break inside one cell would look like two good cells.
    if not _PLAIN_COLUMN.fullmatch(joined) or joined.count("\n") >= len(raws):
        return None
    scale = max(map(len, _PLACES.findall(joined)), default=0)
    decimals = map(Decimal, raws)  # type: ignore[arg-type]
    if scale:
        decimals = map(_EXACT.scaleb, decimals, repeat(scale))
    return list(map(int, decimals)), scale


def _careful_column(raws: Sequence[Raw], missing: Problem, refuse: Refuse) -> Number:
    mantissas: list[int] = []
    scales: list[int] = []
    faults: dict[int, Problem] = {}
    for row, raw in enumerate(raws):
        mantissa, scale = 0, 0
        if raw is None or isinstance(raw, Problem):
            faults[row] = raw or missing
        else:
            try:
                mantissa, scale = mantissa_and_scale(raw)
            except NumberRefused as refused:
                faults[row] = refuse(refused.code, refused.message)
        mantissas.append(mantissa)
        scales.append(scale)
    top = max(scales, default=0)
    if top:
        powers = [10 ** (top - scale) for scale in range(top + 1)]
        mantissas = [mantissa * powers[scale] for mantissa, scale in zip(mantissas, scales, strict=True)]
    return _packed(mantissas, 10**top, faults)


def _shared_column(raws: Sequence[Raw], missing: Problem, refuse: Refuse) -> Number:
    """Decimals among exact shares of credits; what shares may be bounds the common denominator."""
    values: list[Fraction] = []
    faults: dict[int, Problem] = {}
    for row, raw in enumerate(raws):
        column = _careful_column([None if isinstance(raw, Fraction) else raw], missing, refuse)
        value = raw if isinstance(raw, Fraction) else column.at(0)
        if value is None:
            faults[row] = column.faults[0]
        values.append(Fraction(0) if value is None else value)
    shared = Number.of_fractions(values)
    return Number(values[0].numerator if len(values) == 1 else shared.nums, shared.den, faults)


def ratio_column(raws: Sequence[Raw], refuse: Refuse) -> Number:
    """Decimals or fractions such as "1/3", one in every row, each over its own denominator."""
    values: list[Fraction] = []
    faults: dict[int, Problem] = {}
    for row, raw in enumerate(raws):
        value = Fraction(0)
        if isinstance(raw, Problem):
            faults[row] = raw
        else:
            try:
                value = parse_ratio(raw)
            except NumberRefused as refused:
                faults[row] = refuse(refused.code, refused.message)
        values.append(value)
    return Number.of_row_fractions(values, faults)


def flag_column(raws: Sequence[Raw], missing: Problem, refuse: Refuse) -> Flag:
    """JSON true and false; nothing else is a yes or a no."""
    faults: dict[int, Problem] = {}
    for row, raw in enumerate(raws):
        if raw is None or isinstance(raw, Problem):
            faults[row] = raw or missing
        elif not isinstance(raw, bool):
            faults[row] = refuse("input.not_a_boolean", "write true or false (without quotes)")
    marks = [raw is True for raw in raws]
    return Flag(marks[0] if len(marks) == 1 else marks, faults)


def word_column(raws: Sequence[Raw], words: Sequence[str], missing: Problem, refuse: Refuse) -> Word:
    """Words of a declared list."""
    allowed = frozenset(words)
    faults: dict[int, Problem] = {}
    for row, raw in enumerate(raws):
        if raw is None or isinstance(raw, Problem):
            faults[row] = raw or missing
        elif not isinstance(raw, str) or raw not in allowed:
            listed = ", ".join(f'"{word}"' for word in words[:8])
            faults[row] = refuse("category.unknown_word", f"not one of the declared words; use one of {listed}")
    texts = [raw if isinstance(raw, str) else "" for raw in raws]
    return Word(texts[0] if len(texts) == 1 else texts, faults)


def out_of_range(
    column: Number, low: Fraction | None, high: Fraction | None, size: int, problem: Callable[[], Problem]
) -> Faults:
    """The rows whose value lies outside [low, high], each with the problem that is made when it is needed."""
    rows: set[int] = set()
    for sign, bound in (("<", low), (">", high)):
        if bound is not None:
            rows.update(column.compared(sign, Number.constant(bound)).rows(size))
    return every_row(sorted(rows), problem()) if rows else NO_FAULTS


def _packed(nums: list[int], den: int, faults: Faults) -> Number:
    return Number(nums[0] if len(nums) == 1 else nums, den, faults)

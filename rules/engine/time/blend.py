"""Blends: inputs and levels that change within a person's period, made into the one value that counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules.columns import Column, Flag, Number, Word
from rules.engine.sheet.sheet import Sheet, flagged
from rules.engine.sheet.timeline import Blend, Stretch
from rules.facts import Raw
from rules.plan import Input, MoneyInput
from rules.problems import Problem

Read = Callable[[Sequence[Raw], int], Column]
"""Raw cells and how many they are, as a column; problems stand at the place that the person's own value has."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One value to blend: its place in a participant, how cells are read, and the code of one that is not there."""

    path: str
    read: Read
    missing: str
    take: str


def take_of(spec: Input) -> str:
    """Which value of an input counts when it changes: the average for money, else the one at the end."""
    return spec.take or ("average" if isinstance(spec, MoneyInput) else "end")


def blended_input(sheet: Sheet, key: str, own: Column, raws: Sequence[Raw] | None, wanted: Wanted) -> Column:
    """The column with the rows replaced whose segments say this input."""
    cells: dict[int, list[Raw]] = {}
    for row, stretches in sheet.stretches.items():
        said = [None if stretch.segment is None else stretch.segment.inputs.get(key) for stretch in stretches]
        if any(raw is not None for raw in said):
            mine = None if raws is None else raws[row]
            cells[row] = [mine if raw is None else raw for raw in said]
    if not cells:
        return own
    values, faults = _values(sheet, cells, wanted, lambda segment: segment.inputs.get(key) is not None)
    return _put(own, values, faults, sheet.size)


def _values(
    sheet: Sheet, cells: Mapping[int, list[Raw]], wanted: Wanted, said: Callable[..., bool]
) -> tuple[dict[int, Fraction | bool | str], dict[int, Problem]]:
    """One value, or one problem, for each of the rows."""
    read = wanted.read([raw for row in cells for raw in cells[row]], sum(map(len, cells.values())))
    values: dict[int, Fraction | bool | str] = {}
    faults: dict[int, Problem] = {}
    place = 0
    for row in cells:
        stretches = sheet.stretches[row]
        found = [(read.at(place + index), read.fault(place + index)) for index in range(len(stretches))]
        place += len(stretches)
        counts = list(_counting(stretches, wanted.take))
        for stretch, does_count, (_, fault) in zip(stretches, counts, found, strict=True):
            if fault is not None and (does_count or fault.code != wanted.missing):
                here = stretch.segment is not None and said(stretch.segment)
                prefix = stretch.segment.path if here and stretch.segment is not None else ""
                faults.setdefault(row, fault.under(prefix))
        if row in faults:
            continue
        parts = tuple(
            (stretch.weight, stretch.span[0], value)
            for stretch, does_count, (value, _) in zip(stretches, counts, found, strict=True)
            if does_count and value is not None
        )
        blend = Blend(parts, is_average=wanted.take == "average")
        sheet.blends.setdefault(wanted.path, {})[row] = blend
        values[row] = average(blend) if blend.is_average else parts[0][2]
    return values, faults


def average(blend: Blend) -> Fraction:
    """Σ weight × value over the parts."""
    return sum((weight * value for weight, _, value in blend.parts if isinstance(value, Fraction)), Fraction(0))


def _counting(stretches: Sequence[Stretch], take: str) -> Iterator[bool]:
    """Which stretches count: those with a weight in an average, else the first or the last one."""
    last = len(stretches) - 1
    for index, stretch in enumerate(stretches):
        yield stretch.weight > 0 if take == "average" else index == (0 if take == "start" else last)


def _put(own: Column, values: Mapping[int, Fraction | bool | str], faults: dict[int, Problem], size: int) -> Column:
    """The column with some rows replaced."""
    here = flagged({*values, *faults}, size)
    if isinstance(own, Number):
        return numbers(values, faults, size).chosen(here, own)
    if isinstance(own, Word):
        words = [str(values.get(row, "")) for row in range(size)]
        return Word(words[0] if size == 1 else words, faults).chosen(here, own)
    marks = [values.get(row) is True for row in range(size)]
    return here.chosen(Flag(marks[0] if size == 1 else marks, faults), own)


def numbers(values: Mapping[int, Fraction | bool | str], faults: dict[int, Problem], size: int) -> Number:
    """A column that holds these rows; the others hold 0, which is never looked at."""
    cells = (values.get(row) for row in range(size))
    return Number.of_row_fractions([cell if isinstance(cell, Fraction) else Fraction(0) for cell in cells], faults)

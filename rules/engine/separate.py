"""Segments one by one: each is evaluated alone, as if it were a person, and the rounded amounts are added."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from rules.columns import Number, merged
from rules.engine.outcome import outcomes
from rules.engine.pay.components import too_large
from rules.engine.sheet.sheet import ComponentLine, Sheet
from rules.engine.sheet.timeline import Parts, Stretch
from rules.facts import Intake, Raw
from rules.facts.revisions import ROW_ID, ObservationRefused, in_force
from rules.problems import Problem, pointer

Evaluate = Callable[[Intake], Sheet]
_Key = TypeVar("_Key")


def separate(sheet: Sheet, evaluate: Evaluate) -> None:
    """Evaluate the segments of everybody who brings them, and put the sums in the place of what their rows hold."""
    if sheet.compiled.plan.segments != "separate" or not sheet.stretches:
        return
    pairs = [(row, stretch) for row in sorted(sheet.stretches) for stretch in sheet.stretches[row]]
    personal = [key for key, spec in sheet.compiled.plan.inputs.items() if spec.scope == "personal"]
    child = evaluate(_intake(sheet.given, pairs, personal, sheet.compiled.rows))
    rows: dict[int, tuple[int, ...]] = {}
    for place, (row, _) in enumerate(pairs):
        rows[row] = (*rows.get(row, ()), place)
    sheet.parts = Parts(child, rows, tuple(stretch.span for _, stretch in pairs))
    _add_up(sheet, sheet.parts)


# --- what each segment is given -------------------------------------------------------------------------------


def _intake(
    given: Intake, pairs: Sequence[tuple[int, Stretch]], personal: Collection[str], of_rows: Collection[str]
) -> Intake:
    """One row per segment: the person's own, with what the segment says, and the facts dated in it."""
    spread = given.only([row for row, _ in pairs])
    spread.details = {key: column for key, column in spread.details.items() if key != "segments"}
    spread.details["stretch"] = [stretch for _, stretch in pairs]
    spread.problems = {row: list(found) for row, found in spread.problems.items()}
    for place, (_, stretch) in enumerate(pairs):
        if stretch.segment is not None:
            # What the plan does not know of a segment was told already, with its place.
            said = {key: raw for key, raw in stretch.segment.inputs.items() if key in personal}
            _lay_over(spread.inputs, said, place, len(pairs))
            _lay_over(spread.levels, stretch.segment.levels, place, len(pairs))
    spread.credited = {key: list(counts) for key, counts in spread.credited.items()}
    for key, cells in spread.facts.items():
        counts = spread.credited.get(key)
        for place, (_, stretch) in enumerate(pairs):
            raw = cells[place]
            is_first, is_last = (_is_end(pairs, place, step) for step in (-1, 1))
            current = _current(raw, key, ROW_ID if key in of_rows else "source_id")
            kept, undated = _dated_in(current, stretch, is_first=is_first, is_last=is_last)
            if undated:
                spread.problems.setdefault(place, []).append(_undated(key))
            elif counts is not None and isinstance(raw, list) and isinstance(kept, list):
                shares = {id(one) for one in raw[len(raw) - counts[place] :]}
                counts[place] = sum(1 for one in kept if id(one) in shares)
            cells[place] = kept
    return spread


def _lay_over(columns: dict[_Key, list[Raw]], said: Mapping[_Key, Raw], place: int, size: int) -> None:
    for key, raw in said.items():
        if raw is not None:
            columns.setdefault(key, [None] * size)[place] = raw


def _is_end(pairs: Sequence[tuple[int, Stretch]], place: int, step: int) -> bool:
    """Whether a segment is the first (step -1) or last (step 1) of its person."""
    beside = place + step
    return not 0 <= beside < len(pairs) or pairs[beside][0] != pairs[place][0]


def _dated_in(raw: Raw, stretch: Stretch, *, is_first: bool, is_last: bool) -> tuple[Raw, bool]:
    """The observations of a segment, and whether some have no date. Days before the first segment and after the last
    one stay with these, so that nothing that was sent is passed over."""
    if raw is None or isinstance(raw, Problem):
        return raw, False
    if not isinstance(raw, list):
        return raw, True
    start, end = (day.isoformat() for day in stretch.span)
    kept = []
    for seen in raw:
        day = seen.get("date") if isinstance(seen, dict) else None
        if not isinstance(day, str):
            return raw, True
        if (is_first or day >= start) and (is_last or day < end):
            kept.append(seen)
    return kept, False


def _current(raw: Raw, key: str, id_name: str) -> Raw:
    """What counts after corrections, which may have moved an observation from one segment to another."""
    if not isinstance(raw, list):
        return raw
    try:
        return in_force(raw, pointer("facts", key), id_name)
    except ObservationRefused as refused:
        return refused.problem


def _undated(key: str) -> Problem:
    message = "segments are computed one by one, so every observation needs its date; send a list with dates"
    return Problem("segments.undated_fact", pointer("facts", key), message)


# --- what becomes of the results ------------------------------------------------------------------------------


def _add_up(sheet: Sheet, parts: Parts) -> None:
    found = outcomes(parts.sheet)
    for line in sheet.components.values():
        _add_line(line, parts, found.ineligible.keys())
    for name in ("total", "raised", "raised_gross"):
        amounts, theirs = list(getattr(sheet, name)), getattr(parts.sheet, name)
        for row, places in parts.rows.items():
            amounts[row] = sum(theirs[place] for place in places if place not in found.ineligible)
        setattr(sheet, name, amounts)
    kept = {row: fault for row, fault in sheet.total_faults.items() if row not in parts.rows}
    sheet.total_faults = merged(kept, too_large(sheet.total, "/total"))


_STAGES = ("gross", "gated", "prorated", "limited", "after_total_gates", "final")


def _add_line(line: ComponentLine, parts: Parts, nothing: Collection[int]) -> None:
    theirs = parts.sheet.components[line.key]
    for name in _STAGES:
        amounts, of_parts = list(getattr(line, name)), getattr(theirs, name)
        for row, places in parts.rows.items():
            amounts[row] = sum(of_parts[place] for place in places if place not in nothing)
        setattr(line, name, amounts)
    unknown: dict[int, Problem] = {}
    for row, places in parts.rows.items():
        for place in places:
            fault = theirs.limit_faults.get(place)
            if fault is not None and place not in nothing:
                unknown.setdefault(row, fault)
    kept = {row: fault for row, fault in line.limit_faults.items() if row not in parts.rows}
    line.limit_faults = kept | unknown
    exact = {row: fault for row, fault in line.exact.faults.items() if row not in parts.rows}
    line.exact = Number(line.exact.nums, line.exact.den, exact | unknown)
    line.pooled = line.rows = None

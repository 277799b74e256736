"""Personal levels that change within the period, averaged by days or shares, where need be with the plan's own."""

from fractions import Fraction

from rules.columns import Number, every_row
from rules.engine.kpis.levels import absent_level, level_refusal
from rules.engine.sheet.sheet import Sheet, flagged
from rules.engine.sheet.timeline import Blend, Stretch
from rules.engine.time.blend import average, numbers
from rules.facts import Raw, number_column
from rules.problems import Problem, pointer


def blend_levels(sheet: Sheet) -> None:
    """Put averages in the place of the personal levels of everybody whose segments have levels.

    A stretch without the level has the person's own; where the person has none either, the plan's own level stands in
    for it later, and the row is left without a personal level until then.
    """
    for row, stretches in sheet.stretches.items():
        said = dict.fromkeys(
            place for stretch in stretches if stretch.segment is not None for place in stretch.segment.levels
        )
        for key, level in sorted(said):
            _blend(sheet, row, key, level)
    for place in sorted({path for path in sheet.blends if path.startswith("/levels/")}):
        _put(sheet, place)


def _blend(sheet: Sheet, row: int, key: str, level: str) -> None:
    refusal = level_refusal(sheet.compiled.plan, key, level)
    own = sheet.levels.get((key, level))
    mine = None if own is None else own.at(row)
    parts: list[tuple[Stretch, Fraction]] = []
    rest, sound = Fraction(0), True
    for stretch in sheet.stretches[row]:
        segment = stretch.segment
        raw = None if segment is None else segment.levels.get((key, level))
        if segment is None or raw is None:
            rest += stretch.weight if mine is None else 0
            parts += [] if mine is None else [(stretch, mine)]
            continue
        problem = refusal or _unreadable(raw, key, level)
        if problem is not None:
            sheet.block(row, problem.under(segment.path))
            sound = False
            continue
        value = _column(raw, key, level).at(0)
        assert value is not None
        parts.append((stretch, value))
    if sound:
        counting = tuple((stretch.weight, stretch.span[0], value) for stretch, value in parts if stretch.weight)
        sheet.blends.setdefault(pointer("levels", key, level), {})[row] = Blend(counting, rest=rest)


def _unreadable(raw: Raw, key: str, level: str) -> Problem | None:
    return _column(raw, key, level).fault(0)


def _column(raw: Raw, key: str, level: str) -> Number:
    path = pointer("levels", key, level)
    return number_column([raw], absent_level(key, level), lambda code, message: Problem(code, path, message))


def _put(sheet: Sheet, path: str) -> None:
    """Rows that need nothing of the plan have the average as their personal level."""
    _, _, key, level = path.split("/")
    blends = sheet.blends[path]
    whole = {row: average(blend) for row, blend in blends.items() if blend.rest == 0}
    own = sheet.levels.get((key, level))
    if own is None:
        own = Number(0, 1, every_row(range(sheet.size), absent_level(key, level)))
    if whole:
        own = numbers(whole, {}, sheet.size).chosen(flagged(set(whole), sheet.size), own)
    sheet.levels[key, level] = own

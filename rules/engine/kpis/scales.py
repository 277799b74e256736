"""Ratings and scales: the band an unrounded value falls into, and the payout factor it carries."""

from rules.columns import Faults, Number, Word, every_row
from rules.engine.sheet.sheet import ScaleLine, Sheet
from rules.formula import plain_name
from rules.problems import Problem, pointer


def scale(sheet: Sheet, key: str) -> None:
    """One scale; `rating` is the scale of the coefficient."""
    plan = sheet.compiled.plan
    is_rating = key == "rating" and plan.ratings is not None
    bands = sheet.compiled.bands[key]
    # No document writes what the rating looks up; a check of the plan does, to see both sides of a band's edge.
    of = f"/scales/{key}/of"
    value = sheet.coefficient if is_rating and not sheet.has_formula(of) else _looked_up(sheet, key, of)
    assert value is not None
    looked_up = value if bands.places is None else value.rounded(bands.places, plan.rounding.mode)
    positions = bands.edges.positions(looked_up)
    faults = {**_below(sheet, key, positions), **value.faults}
    grades = bands.grades
    words = grades[positions] if isinstance(positions, int) else [grades[position] for position in positions]
    payout = None
    if bands.payouts is not None:
        payout = bands.payouts.at(positions) if bands.line is None else bands.line.of(looked_up)[0]
        payout = payout.with_faults(faults)
        sheet.name(f"{key}.payout", payout)
        if is_rating:
            sheet.name("payout", payout)
    line = ScaleLine(key, value, Word(words, faults), payout)
    sheet.scales[key] = line
    sheet.name(key, line.grade)


def _looked_up(sheet: Sheet, key: str, of: str) -> Number:
    """What the scale looks up. A class by cumulative share with crossing `upper` looks at the sum before the person, so
    that whoever crosses an edge still belongs to the class above it."""
    scale = sheet.compiled.plan.scales.get(key)
    if scale is None or scale.crossing != "upper":
        return sheet.number(of)
    lines = {
        name: sheet.people_calls[name].before for name in sheet.compiled.formulas[of].uses if name in sheet.people_calls
    }
    return sheet.number(of, {plain_name(name): before for name, before in lines.items() if before is not None})


def _below(sheet: Sheet, key: str, positions: int | list[int]) -> Faults:
    path = "/rating" if key == "rating" else pointer("scales", key)
    message = "the value lies below the first band; leave out `from` of the first band to open it below"
    problem = Problem("scale.below_first_band", path, message)
    if isinstance(positions, int):
        return every_row(range(sheet.size), problem) if positions < 0 else {}
    if not positions or min(positions) >= 0:
        return {}
    return every_row((row for row, position in enumerate(positions) if position < 0), problem)

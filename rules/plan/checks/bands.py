"""Bands of ratings and scales: without gaps or overlaps, each grade once, payouts for all or none."""

from collections.abc import Iterator
from fractions import Fraction

from rules.numbers.exact import PLACES_MAX
from rules.plan.plan import Plan
from rules.plan.scales import Band, Banded
from rules.problems import Problem, pointer


def check_bands(plan: Plan) -> Iterator[Problem]:
    """Ratings and every scale."""
    if plan.ratings is not None:
        yield from _check_scale(plan.ratings, "/ratings")
    for key, scale in plan.scales.items():
        yield from _check_scale(scale, pointer("scales", key))


def _check_scale(scale: Banded, path: str) -> Iterator[Problem]:
    before: Band | None = None
    for index, band in enumerate(scale.bands):
        yield from _check_edge(band, before, f"{path}/bands/{index}")
        before = band
    yield from _check_grades(scale, path)
    yield from _check_payouts(scale, path)
    if scale.round_before_band is not None and scale.round_before_band > PLACES_MAX:
        yield Problem("plan.places", f"{path}/round_before_band", f"At most {PLACES_MAX} decimal places are kept.")


def _check_edge(band: Band, before: Band | None, path: str) -> Iterator[Problem]:
    if band.from_ is not None and band.above is not None:
        yield Problem(
            "plan.band_edge",
            path,
            'A band starts at "from" (included) or at "above" (excluded), not at both; keep one.',
        )
    elif band.edge is None:
        if before is not None:
            yield Problem(
                "plan.band_edge",
                path,
                'Only the first band is open below; give this one its lower edge: "from" (included) or "above".',
            )
    elif before is not None and before.edge is not None and _start(band) <= _start(before):
        yield Problem(
            "plan.band_order",
            f"{path}/{'from' if band.above is None else 'above'}",
            "Bands ascend without overlap: this edge must be beyond that of the band before, because a "
            "band ends where the next one begins.",
        )


def _start(band: Band) -> tuple[Fraction, bool]:
    """Sort key of a lower edge; an excluded edge comes after the included one of the same number."""
    assert band.edge is not None
    return band.edge, band.above is not None


def _check_grades(scale: Banded, path: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, band in enumerate(scale.bands):
        if band.grade in seen:
            yield Problem("plan.duplicate_key", f"{path}/bands/{index}/grade", f'Grade "{band.grade}" stands twice.')
        seen.add(band.grade)


def _check_payouts(scale: Banded, path: str) -> Iterator[Problem]:
    given = [band.payout is not None for band in scale.bands]
    for index, has_payout in enumerate(given):
        if any(given) and not has_payout:
            yield Problem(
                "plan.band_payout",
                f"{path}/bands/{index}",
                'Give every band of a scale a "payout", or none of them.',
            )
    if scale.interpolate and not any(given):
        yield Problem(
            "plan.band_payout",
            f"{path}/interpolate",
            'Interpolation needs numbers: give every band a "payout".',
        )

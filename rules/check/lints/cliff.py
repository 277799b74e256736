"""Jumps of pay at the edge of a band: how much money one hair's breadth of performance moves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rules.check.edges import Edge, edges_of
from rules.check.pin import pinned
from rules.check.sample import Sample
from rules.check.subject import Subject
from rules.compiled import CompiledPlan
from rules.numbers import display, money_text
from rules.plan import Banded
from rules.problems import Problem, pointer

WORK_MAX = 200_000
"""Parts of formulas and bands worked through at most: a plan with very many bands is sized at its first ones."""

_STARTING = 200
"""What one evaluation costs before its first formula, counted in such parts."""


def cliff(subject: Subject) -> Iterator[Problem]:
    """Edges of ratings and scales where the sample's total differs between the two sides of the edge."""
    compiled, sample = subject.compiled, subject.sample
    if compiled is None:
        return
    places = [place for ladder in _ladders(compiled) for place in ladder.places(compiled)]
    sized = [] if sample is None else places[: _affordable(compiled)]
    for place in sized:
        assert sample is not None
        yield from _jump(compiled, sample, place)
    if len(sized) < len(places):
        because = (
            "no example and no sample can be calculated; give the plan an example with a typical person"
            if sample is None
            else f"that are too many; the first {len(sized)} were looked at"
        )
        message = f"Of {len(places)} edges of bands not all were searched for jumps of pay: {because}."
        numbers = {"edges": str(len(places)), "sized": str(len(sized))}
        yield Problem("lint.cliff_not_sized", "/examples" if sample is None else "", message, numbers=numbers)


def _affordable(compiled: CompiledPlan) -> int:
    """How many edges may be sized, at two evaluations each."""
    parts = sum(formula.nodes for formula in compiled.formulas.values())
    bands = sum(len(ladder.banded.bands) for ladder in _ladders(compiled))
    return WORK_MAX // (2 * (_STARTING + parts + bands))


@dataclass(frozen=True, slots=True)
class _Place:
    """One edge of one scale; `below` and `reached` are the values that put the sample on either side of it."""

    path: str
    grade: str
    edge: Edge
    below: Mapping[str, Fraction]
    reached: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class _Ladder:
    """The ratings, or one scale. `looks_up` is the formula of what is looked up."""

    path: str
    banded: Banded
    looks_up: str

    def places(self, compiled: CompiledPlan) -> Iterator[_Place]:
        """Its edges, with what has to be pinned to stand on either side."""
        is_rating = self.path == "/ratings"
        for index, edge in edges_of(self.banded, compiled.plan.rounding, stored=is_rating):
            path = f"{self.path}/bands/{index}"
            below, reached = {self.looks_up: edge.below}, {self.looks_up: edge.reached}
            if is_rating:
                # Both sides have the same coefficient, so that only the grade and its payout differ.
                below["/coefficient"] = reached["/coefficient"] = edge.at
            yield _Place(path, self.banded.bands[index].grade, edge, below, reached)


def _ladders(compiled: CompiledPlan) -> Iterator[_Ladder]:
    plan = compiled.plan
    if plan.ratings is not None:
        yield _Ladder("/ratings", plan.ratings, "/scales/rating/of")
    for key, scale in plan.scales.items():
        yield _Ladder(pointer("scales", key), scale, f"/scales/{key}/of")


def _jump(compiled: CompiledPlan, sample: Sample, place: _Place) -> Iterator[Problem]:
    before, after = (sample.total(pinned(compiled, values)) for values in (place.below, place.reached))
    # One unit per component is what rounding alone can move.
    if before is None or after is None or abs(after - before) <= len(compiled.plan.components):
        return
    currency, digits = compiled.plan.currency, compiled.digits
    jump = money_text(abs(after - before), digits)
    verb = "rises" if after > before else "falls"
    message = (
        f'At {display(place.edge.at)}, where grade "{place.grade}" begins, the total of the sample {verb} by {jump} '
        f"{currency} at once; amounts that follow the number itself, or interpolated payouts, have no such step."
    )
    numbers = {
        "edge": display(place.edge.at),
        "below": money_text(before, digits),
        "reached": money_text(after, digits),
        "jump": money_text(after - before, digits),
    }
    yield Problem("lint.cliff", place.path, message, numbers=numbers)

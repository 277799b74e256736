"""Tables and bands of a document as functions of columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol

from rules.numbers import NumberRefused, parse_decimal
from rules.plan import Banded, LookupTable, MarginalTable, PointsTable, StepTable, WholeTable
from rules.plan import Table as TableDocument
from rules.tables import (
    Constants,
    Edge,
    Edges,
    Lookup,
    Marginal,
    Pieces,
    Stepped,
    Table,
    Tier,
    through_points,
)

_ZERO = Fraction(0)


class _Starting(Protocol):
    @property
    def from_(self) -> Fraction | None: ...


def compile_table(table: TableDocument) -> Table:
    """The function behind a table's name."""
    match table:
        case MarginalTable():
            return Marginal(tuple(Tier(row.from_, row.rate, row.flat or _ZERO) for row in table.rows))
        case WholeTable():
            return Stepped(starting_edges(table.rows), Constants([row.rate for row in table.rows]))
        case StepTable():
            return Stepped(starting_edges(table.rows), Constants([row.value for row in table.rows]))
        case PointsTable():
            return through_points([(point.at, point.value) for point in table.points])
    return Lookup(_keys(table), Constants([row.value for row in table.rows]))


def starting_edges(rows: Sequence[_Starting]) -> Edges:
    """The lower ends of rows with a `from`, the end included."""
    return Edges(tuple(Edge(row.from_) for row in rows))


@dataclass(frozen=True, slots=True)
class Bands:
    """A scale ready to use; `payouts` is None where the bands carry none, `line` where they are not interpolated."""

    edges: Edges
    grades: tuple[str, ...]
    payouts: Constants | None
    line: Pieces | None
    places: int | None


def compile_bands(banded: Banded) -> Bands:
    """The bands of a scale with their lower ends, included (`from`) or not (`above`)."""
    payouts = [band.payout for band in banded.bands if band.payout is not None]
    complete = len(payouts) == len(banded.bands)
    return Bands(
        edges=Edges(tuple(Edge(band.edge, above=band.above is not None) for band in banded.bands)),
        grades=tuple(band.grade for band in banded.bands),
        payouts=Constants(payouts) if complete else None,
        line=_payout_line(banded, payouts) if banded.interpolate and complete else None,
        places=banded.round_before_band,
    )


def _payout_line(banded: Banded, payouts: Sequence[Fraction]) -> Pieces:
    """The payout in straight lines between the lower edges of neighbouring bands, flat outside."""
    edges = [band.edge for band in banded.bands]
    points = [(edge, payout) for edge, payout in zip(edges, payouts, strict=True) if edge is not None]
    if edges[0] is None:
        # Below the first edge the open band's own payout holds, so the line starts with a jump there.
        points.insert(0, (points[0][0] if points else _ZERO, payouts[0]))
    line = through_points(points)
    if edges[0] is None and len(edges) > 1 and banded.bands[1].above is not None:
        # An edge that is left out belongs to the open band, and so does the payout there.
        _, low, high, *rest = line.edges.ends
        return replace(line, edges=Edges((Edge(None), low, high._replace(above=True), *rest)))
    return line


def is_number(text: str) -> bool:
    """Whether a lookup key is a number."""
    try:
        parse_decimal(text)
    except NumberRefused:
        return False
    return True


def _keys(table: LookupTable) -> tuple[Fraction | str, ...]:
    """Numbers if all keys are, else words: the same rule by which formulas look them up."""
    texts = [row.key for row in table.rows]
    return tuple(map(parse_decimal, texts)) if all(map(is_number, texts)) else tuple(texts)

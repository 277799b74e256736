"""Random tables, bands, curve rows: ascending edges at the places where ties are likely."""

from typing import Any

from tests.rules.differential.random_formulas import Maker

Document = dict[str, Any]

EDGES = ("-10", "-1", "0", "0.5", "2/3", "0.7", "0.9", "1", "1.2", "1.5", "2", "10", "100", "1000")
"""Ascending."""

VALUES = ("0", "1", "0.5", "1/3", "0.7", "1.2", "2", "-0.5", "100", "0.005", "33.33")
RATES = ("0.01", "0", "0.1", "1/3", "0.005", "1", "-0.02", "0.125")
WORDS = ("north", "south", "new", "renewal")


def edges(make: Maker, low: int = 1, high: int = 4) -> list[str]:
    """Some edges, ascending."""
    places = make.draw_places(len(EDGES), make.count(low, high))
    return [EDGES[place] for place in places]


def rows(make: Maker, field: str, values: tuple[str, ...]) -> list[Document]:
    """Rows of a table with `from`; the first one is open below in most cases."""
    found = [{"from": edge, field: make.pick(values)} for edge in edges(make)]
    if make.chance(75):
        del found[0]["from"]
    return found


def corners(make: Maker, field: str) -> list[Document]:
    """Points of lines, two of them at one place now and then."""
    found: list[Document] = []
    for edge in edges(make, 1, 4):
        found.append({"at": edge, field: make.pick(VALUES)})
        if make.chance(20):
            found.append({"at": edge, field: make.pick(VALUES)})
    return found


def bands(make: Maker, *, with_payout: bool) -> list[Document]:
    """Bands of a scale: open or closed below, edges included or excluded."""
    names = ("E", "D", "C", "B", "A")
    found: list[Document] = []
    for grade, edge in zip(names, edges(make, 1, 5), strict=False):
        band: Document = {"grade": grade, "above" if make.chance(30) else "from": edge}
        if with_payout:
            band["payout"] = make.pick(VALUES)
        found.append(band)
    if make.chance(80):
        found[0].pop("from", None)
        found[0].pop("above", None)
    return found


def banded(make: Maker) -> Document:
    """What ratings and scales share."""
    with_payout = make.chance(70)
    found: Document = {"bands": bands(make, with_payout=with_payout)}
    if make.chance(30):
        found["round_before_band"] = make.pick(("0", "1", "2", "4"))
    if with_payout and make.chance(40):
        found["interpolate"] = True
    return found


def table(make: Maker, kind: str) -> Document:
    """A table of one kind."""
    match kind:
        case "marginal":
            found = rows(make, "rate", RATES)
            for row in found:
                if make.chance(25):
                    row["flat"] = make.pick(("500", "0.005", "-10"))
            return {"kind": kind, "rows": found}
        case "whole":
            return {"kind": kind, "rows": rows(make, "rate", RATES)}
        case "step":
            return {"kind": kind, "rows": rows(make, "value", VALUES)}
        case "points":
            return {"kind": kind, "points": corners(make, "value")}
    keys = WORDS[: make.count(2, 4)] if make.chance(60) else ("0", "1", "2", "0.5")
    return {"kind": kind, "rows": [{"key": key, "value": make.pick(VALUES)} for key in keys]}

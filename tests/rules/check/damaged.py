"""Valid plans with parts taken out, replaced, doubled and exchanged."""

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

import rules
from tests.rules.plan.documents import b2b
from tests.rules.plan.everything import everything

_CATALOG = Path(rules.__file__).parent / "catalog"
DOCUMENTS: list[dict[str, Any]] = [
    json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal) for path in sorted(_CATALOG.glob("*.json"))
]

_CURVES: list[Any] = [
    {"kind": "linear", "floor": None, "cap": None},
    {"kind": "linear", "cap": "target"},
    {"kind": "two_slope", "max": "1.5"},
    {"kind": "ratio", "form": "2-actual/normal", "floor": None},
    {"kind": "inverse_concave", "floor": None, "cap": None},
    {"kind": "points", "of": "raw", "cap": "target", "points": [{"at": "0", "index": "0"}, {"at": "1", "index": "1"}]},
    {"kind": "steps", "of": "attainment", "rows": [{"from": "0.5", "index": "1"}]},
    {"kind": "scale", "values": {"good": "1", "poor": "0"}},
    {"kind": "range", "zero_low": "0", "low": "1", "high": "2", "zero_high": "3"},
    {"kind": "formula", "formula": "actual / normal", "cap": "target"},
]
_PARTS: list[Any] = [
    {"kind": "category", "values": ["good", "poor"]},
    {"kind": "category", "take": "count"},
    {"base": "fund", "normal": "fund * 2", "target": "3 * 3"},
    {"target": "3"},
    {"mode": "up", "steps": 3},
    {"grade": "Z", "above": "0.5", "payout": "1/3"},
    {"factor": "coefficient"},
    {"cap": "0"},
    {"of": "coefficient", "bands": [{"grade": "x", "payout": "1"}, {"grade": "y", "from": "1", "payout": "2"}]},
    ["levels", "weights"],
    [],
    {},
]
_SCALARS: list[Any] = [
    None, True, 0, "0", "1", "-1", "1/3", "999999999999999999", "0.000000000001", "", "target", "total", "reweight",
    "carry_last", "zero", "coefficient", "rating", "payout", 'rating == "A"', "revenue.actual", "fund / 0", "1 / fund",
    "round(coefficient, 2)", "JPY",
]  # fmt: skip

Place = tuple[str | int, ...]


def damaged(data: st.DataObject) -> Any:
    """A document with up to three damages; without any now and then."""
    document = copy.deepcopy(data.draw(st.sampled_from([*DOCUMENTS, b2b(), everything()])))
    for _ in range(data.draw(st.integers(0, 3))):
        places = _places(document)
        if places:
            _damage(document, data.draw(st.sampled_from(places)), data)
    return document


def _damage(document: Any, place: Place, data: st.DataObject) -> None:
    holder, key = _at(document, place[:-1]), place[-1]
    kind = data.draw(st.sampled_from(["remove", "replace", "replace", "copy", "double"]))
    if kind == "remove":
        del holder[key]
    elif kind == "replace":
        holder[key] = copy.deepcopy(data.draw(st.sampled_from([*_SCALARS, *_CURVES, *_PARTS])))
    elif kind == "copy":
        holder[key] = copy.deepcopy(_at(document, data.draw(st.sampled_from(_places(document)))))
    elif isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))  # type: ignore[index]
    else:
        holder[f"{key}_again"] = copy.deepcopy(holder[key])


def _places(value: Any, path: Place = ()) -> list[Place]:
    below: list[Place] = []
    if isinstance(value, dict):
        below = [place for key, item in value.items() for place in _places(item, (*path, key))]
    elif isinstance(value, list):
        below = [place for index, item in enumerate(value) for place in _places(item, (*path, index))]
    return [path, *below] if path else below


def _at(document: Any, place: Place) -> Any:
    for step in place:
        document = document[step]
    return document

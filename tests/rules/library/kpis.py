"""A definition for tests, small and whole."""

import copy
from typing import Any

_WIN_RATE: dict[str, Any] = {
    "schema": "bonus-kpi/1",
    "key": "win_rate",
    "title": "Win rate",
    "unit": "%",
    "facts": {"won": {"take": "sum"}, "lost": {"take": "sum"}},
    "value": "won / (won + lost) * 100",
    "undefined": "missing",
    "levels": {"base": "15", "normal": "25"},
    "examples": [{"name": "one of four", "facts": {"won": "1", "lost": "3"}, "expect": {"actual": "25"}}],
}


def definition(**parts: Any) -> dict[str, Any]:
    """The win rate, with these parts instead; None leaves a part out."""
    document = {**copy.deepcopy(_WIN_RATE), **copy.deepcopy(parts)}
    return {name: part for name, part in document.items() if part is not None}

"""Segments that were evaluated one by one, in the result of their person: what they paid together, and each alone."""

from collections.abc import Iterator
from typing import Any, Protocol

from rules.engine import Parts
from rules.problems import Problem

_SHOWN = (
    "outcome", "reasons", "kpis", "coefficient", "rating", "payout", "scales", "gates", "values", "components", "total",
    "warnings", "problems",
)  # fmt: skip
"""What a segment has of its own."""


class Results(Protocol):
    """The results of the segments, a row for each of them."""

    def result(self, row: int) -> dict[str, Any]:
        """One segment as if it were a person."""

    def exact(self, row: int, result: dict[str, Any]) -> dict[str, str]:
        """The reduced fractions of what is shown rounded in a segment's result, by place."""

    def reasons(self, row: int) -> list[Problem]:
        """Why a segment pays nothing."""

    def warnings(self, row: int) -> list[Problem]:
        """What looks wrong in a segment."""


class SegmentResults:
    """Joins the results of segments into those of their people; amounts were added up in the sheet already."""

    def __init__(self, parts: Parts, results: Results) -> None:
        self.parts = parts
        self.results = results

    def holds(self, row: int) -> bool:
        """Whether a person's segments were evaluated one by one."""
        return row in self.parts.rows

    def laid_over(self, result: dict[str, Any], row: int) -> dict[str, Any]:
        """A person's result with the segments; what only each of them has, such as KPIs, stands there alone."""
        if not self.holds(row):
            return result
        segments = [self._segment(row, index) for index in range(len(self.parts.rows[row]))]
        components = [
            {**line, "lines": [], "reasons": _joined(_reasons(segments, line["key"]))} for line in result["components"]
        ]
        alone: dict[str, Any] = {"kpis": [], "gates": [], "values": {}, "scales": {}}
        alone |= dict.fromkeys(("coefficient", "rating", "payout"))
        return {**result, **alone, "components": components, "segments": segments}

    def exact(self, row: int, result: dict[str, Any]) -> dict[str, str]:
        """The exact values of all segments, each by its place under `/segments`, and of what they add up to."""
        found: dict[str, str] = {}
        for index, (place, segment) in enumerate(zip(self.parts.rows[row], result["segments"], strict=True)):
            inside = self.results.exact(place, {**segment, "payee": None})
            found |= {f"/segments/{index}{path}": text for path, text in inside.items()}
        return found

    def reasons(self, row: int) -> list[Problem]:
        """The reasons of all segments, each once."""
        found = [reason for place in self.parts.rows[row] for reason in self.results.reasons(place)]
        return list({(reason.code, reason.path): reason for reason in found}.values())

    def warnings(self, row: int) -> list[Problem]:
        """The warnings of all segments, each once."""
        found = [warning for place in self.parts.rows[row] for warning in self.results.warnings(place)]
        return list({(warning.code, warning.path): warning for warning in found}.values())

    def _segment(self, row: int, index: int) -> dict[str, Any]:
        place = self.parts.rows[row][index]
        start, end = self.parts.spans[place]
        result = self.results.result(place)
        return {"start": start.isoformat(), "end": end.isoformat()} | {key: result[key] for key in _SHOWN}


def _reasons(segments: list[dict[str, Any]], key: str) -> Iterator[dict[str, Any]]:
    for segment in segments:
        for line in segment["components"]:
            if line["key"] == key:
                yield from line["reasons"]


def _joined(reasons: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({(reason["code"], reason["path"]): reason for reason in reasons}.values())

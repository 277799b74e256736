"""Stored inputs as the calculation takes them."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from rules import CompiledPlan, Period, Problem, Situation, Standing, compile_plan, parse_plan, read_whole
from service.comparison.repository.inputs import StoredInput
from service.comparison.repository.runs import ComparedRun


class Situations:
    """Reads inputs; each plan of theirs is compiled once."""

    def __init__(self) -> None:
        self._plans: dict[str, CompiledPlan] = {}

    def situation(self, stored: StoredInput | None, run: ComparedRun) -> Situation | None:
        """What a result of a run was computed from; None of none."""
        if stored is None:
            return None
        mine, *others = [_read(text) for text in (stored.input, *stored.others)]
        return Situation(
            plan=self._compiled(stored.plan),
            participant=mine["participant"],
            shared=_read(stored.shared),
            period=Period(date.fromisoformat(run.start), date.fromisoformat(run.end)),
            others=tuple(one["participant"] for one in others),
            held={one["participant"]["id"]: _problems(one) for one in (mine, *others) if one.get("problems")},
            standing=_standing(stored, mine.get("booked")),
        )

    def _compiled(self, text: str) -> CompiledPlan:
        if text not in self._plans:
            self._plans[text] = compile_plan(parse_plan(_read(text)))
        return self._plans[text]


def _standing(stored: StoredInput, booked: dict[str, Any] | None) -> Standing | None:
    if stored.standing is None or stored.then is None:
        return None
    found = _read(stored.standing)
    before, now = ([[read_whole(one) for one in stage] for stage in found[name]] for name in ("booked", "now"))
    return Standing(before, now, booked, _read(stored.then))


def _problems(document: dict[str, Any]) -> list[Problem]:
    return [Problem(one["code"], one["path"], one["message"]) for one in document["problems"]]


def _read(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return document

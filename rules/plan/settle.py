"""Values that examples give, put into their one canonical form by what the document declares them to be.

Numbers become their shortest text where a number is declared; codes stay exactly as written. A JSON number
where a code is declared is a problem: as text it would silently become a code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from rules.numbers import NumberRefused, parse_decimal, plain_text
from rules.plan.curves import ScaleCurve
from rules.plan.facts import CategoryFact, NumberFact, RowsFact, WindowFact
from rules.plan.given import Observations, Scalar
from rules.plan.part import DocumentPart
from rules.plan.plan import Plan
from rules.plan.shared import GivenCredit
from rules.plan.values import sentence
from rules.problems import Problem, pointer

_Part = TypeVar("_Part", bound=DocumentPart)
_Path = tuple[object, ...]

NUMBER, BOOLEAN, CODE, UNKNOWN = "number", "boolean", "category", "unknown"


def settle_examples(plan: Plan) -> tuple[Plan, list[Problem]]:
    """The plan with its examples in canonical form, and the values that cannot be what they should."""
    if not plan.says("examples"):
        return plan, []
    settler = _Settler(plan)
    examples = tuple(settler.part(example, ("examples", index)) for index, example in enumerate(plan.examples))
    return plan.model_copy(update={"examples": examples}), settler.problems


@dataclass(slots=True)
class _Settler:
    plan: Plan
    problems: list[Problem] = field(default_factory=list)

    def part(self, part: _Part, path: _Path) -> _Part:
        """One example, person, period or shared block with everything inside it."""
        update: dict[str, object] = {}
        for name in sorted(part.model_fields_set):
            value = getattr(part, name)
            if isinstance(part, GivenCredit) and name in ("value", "fields"):
                update[name] = self._credited(part, name, (*path, name))
            elif name in ("inputs", "facts"):
                settle = self._input if name == "inputs" else self._fact
                update[name] = {key: settle(key, item, (*path, name, key)) for key, item in value.items()}
            elif name in ("company", "prior") and value is not None:
                update[name] = self.part(value, (*path, name))
            elif name == "groups":
                update[name] = {key: self.part(item, (*path, name, key)) for key, item in value.items()}
            elif name in ("participants", "periods", "segments", "credits"):
                update[name] = tuple(self.part(item, (*path, name, i)) for i, item in enumerate(value))
        return part.model_copy(update=update) if update else part

    def _input(self, key: str, value: Scalar, path: _Path) -> Scalar:
        declared = self.plan.inputs.get(key)
        kind = UNKNOWN if declared is None else NUMBER if declared.kind == "money" else declared.kind
        return self._scalar(value, kind, path)

    def _fact(self, key: str, value: Scalar | Observations, path: _Path) -> Scalar | Observations:
        if not isinstance(value, tuple):
            return self._scalar(value, self._kind_of_fact(key), path)
        return tuple(
            {name: self._scalar(cell, self._kind_of_cell(key, name), (*path, i, name)) for name, cell in item.items()}
            if isinstance(item, Mapping)
            else self._scalar(item, self._kind_of_fact(key), (*path, i))
            for i, item in enumerate(value)
        )

    def _credited(self, credit: GivenCredit, name: str, path: _Path) -> object:
        if name == "value":
            return self._scalar(credit.value, self._kind_of_fact(credit.fact), path)
        return {
            key: self._scalar(cell, self._kind_of_cell(credit.fact, key), (*path, key))
            for key, cell in credit.fields.items()
        }

    def _kind_of_fact(self, key: str) -> str:
        declared = self.plan.facts.get(key)
        if isinstance(declared, WindowFact):
            declared = self.plan.facts.get(declared.of)
        if isinstance(declared, CategoryFact):
            return CODE
        if isinstance(declared, NumberFact):
            return NUMBER
        kpi = self.plan.kpi(key)
        reads_words = kpi is not None and isinstance(kpi.curve, ScaleCurve)
        return UNKNOWN if declared is not None or reads_words else NUMBER

    def _kind_of_cell(self, key: str, name: str) -> str:
        declared = self.plan.facts.get(key)
        cell = declared.fields.get(name) if isinstance(declared, RowsFact) else None
        kind: str = UNKNOWN if cell is None else cell.kind
        return NUMBER if kind == "money" else kind

    def _scalar(self, value: Scalar, kind: str, path: _Path) -> Scalar:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return _number_text(value) if kind == NUMBER else value
        if kind in (CODE, BOOLEAN):
            wanted = "a code in quotes" if kind == CODE else "true or false"
            self.problems.append(
                Problem("plan.example_value", pointer(*path), f"A number stands here, but {wanted} is declared.")
            )
            return None
        try:
            return plain_text(parse_decimal(value))
        except NumberRefused as refused:
            self.problems.append(Problem("plan.number", pointer(*path), sentence(refused)))
            return None


def _number_text(text: str) -> str:
    """The shortest text of a decimal; other text stays, and running the example will say what is wrong."""
    try:
        return plain_text(parse_decimal(text))
    except NumberRefused:
        return text

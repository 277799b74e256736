"""The stateless formula check: any JSON in, a report out."""

from fractions import Fraction

from rules.formula.evaluate import evaluate_once
from rules.formula.guard import Formula, check_formula
from rules.formula.kinds import Category, kind_name
from rules.formula.request import FormulaRequest, Value, read_request, read_values
from rules.formula.signatures import TEAM
from rules.numbers import display
from rules.problems import Problem

_FORMULA_PATH = "/formula"


def check_formula_call(body: object) -> dict[str, object]:
    """The answer of `POST /v1/formulas/check`: `valid`, `kind`, `uses`, `value`, `problems`; never raises.

    `valid` says that the body is well formed and the formula right. What is wrong with single `values`, or a
    fault such as a division by zero, is a problem too, but leaves the formula valid; `value` is null then.
    Numbers are shown as text, exact or rounded to 12 places.

    >>> body = {"formula": "actual / 3", "names": {"actual": "number"}, "values": {"actual": "1"}}
    >>> check_formula_call(body)["value"]
    '0.333333333333'
    """
    request = read_request(body)
    problems = list(request.problems)
    formula: Formula | None = None
    names_are_sound = not any(problem.path.startswith("/names") for problem in problems)
    if request.formula is not None and names_are_sound:
        groupings = frozenset({TEAM, *(name for name, kind in request.names.items() if isinstance(kind, Category))})
        formula, found = check_formula(request.formula, request.names, path=_FORMULA_PATH, groupings=groupings)
        problems.extend(found)
    valid = not problems
    value: object = None
    if formula is not None and request.values is not None:
        value, found_values = _value(formula, request)
        problems.extend(found_values)
    return {
        "valid": valid,
        "kind": None if formula is None else kind_name(formula.kind),
        "uses": [] if formula is None else list(formula.declared),
        "value": value,
        "problems": [problem.to_json() for problem in problems],
    }


def _value(formula: Formula, request: FormulaRequest) -> tuple[object, list[Problem]]:
    if formula.people_calls:
        message = f"`{formula.people_calls[0].name}` reads several people, so the values of one cannot give it"
        return None, [Problem("formula.needs_people", _FORMULA_PATH, message)]
    values, problems = read_values(request, formula.uses)
    if problems:
        return None, problems
    result = _computed(formula, values)
    if isinstance(result, Problem):
        return None, [result]
    return (display(result) if isinstance(result, Fraction) else result), []


def _computed(formula: Formula, values: dict[str, Value]) -> Value | Problem:
    if isinstance(formula.kind, Category):
        # The only formula of this kind is a category's name.
        return values[formula.uses[0]]
    return evaluate_once(formula, values, path=_FORMULA_PATH)

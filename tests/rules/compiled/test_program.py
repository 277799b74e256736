"""A compiled plan: everything `calculate` needs, made once."""

from fractions import Fraction

import pytest

from rules.columns import Number
from rules.compiled import CompiledPlan, compile_plan, try_compile
from rules.plan import parse_plan, plan_hash
from rules.problems import PlanRefused
from tests.rules.build import codes, compiled, kpi, one, paying, people, plan, refusals

CAPPED = kpi("duration", weight="1", levels={"base": "60", "normal": "45", "target": "35"})


def test_a_plan_or_its_document_can_be_compiled() -> None:
    document = paying("1")
    parsed = parse_plan(document)
    assert isinstance(compile_plan(document), CompiledPlan)
    assert compile_plan(parsed).hash == compile_plan(document).hash == plan_hash(parsed)


def test_all_problems_are_told_at_once() -> None:
    document = plan(
        values={"v": "nothing", "w": "1 +"}, components=[{"key": "pay", "amount": "v > 1"}], ytd="restate",
    )  # fmt: skip
    with pytest.raises(PlanRefused) as refused:
        compile_plan(document)
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [
        ("/ytd", "plan.not_yet_supported"), ("/values/v", "formula.unknown_name"),
        ("/values/w", "formula.syntax"), ("/components/0/amount", "formula.wrong_kind"),
    ]  # fmt: skip
    program, problems = try_compile(parse_plan(document))
    assert (program, len(problems)) == (None, 4)


def test_a_good_plan_compiles_without_problems() -> None:
    program, problems = try_compile(parse_plan(paying("1")))
    assert program is not None
    assert problems == []


def test_parts_of_the_plan_at_hand() -> None:
    document = plan(
        currency="KWD", kpis=[kpi("a", weight="1/3"), kpi("b", weight="2/3"), kpi("c")],
        gates=[{"key": "g", "when": "a.actual > 0", "scope": ["b", "total"], "otherwise": {"factor": "0"}},
               {"key": "h", "when": "a.actual > 0", "otherwise": {"factor": "0"}},
               {"key": "i", "when": "a.actual > 0", "otherwise": {"factor": "0"}, "mode": "advisory"}],
    )  # fmt: skip
    program = compiled(document)
    assert (program.digits, program.weights) == (3, {"a": Fraction(1, 3), "b": Fraction(2, 3)})
    assert list(program.kpis) == ["a", "b", "c"]
    assert program.gates_on == {"b": ("g",), "total": ("g", "h")}
    assert program.needed_levels == dict.fromkeys("abc", frozenset({"base", "normal"}))


def test_constants_are_computed_once_for_the_plan() -> None:
    program = compiled(paying("2 * 3 + x", values={"x": "1 / 4"}))
    constants = {id_: value.text(0) for id_, value in program.constants.items() if isinstance(value, Number)}
    assert constants == {"/values/x": "0.25", "/limits/total_floor": "0"}


def test_a_cap_at_target_is_computed_once_where_all_levels_are_constants() -> None:
    assert compiled(plan(kpis=[CAPPED])).target_caps["duration"].at(0) == Fraction(5, 3)
    by_input = {**CAPPED, "levels": {**CAPPED["levels"], "base": "x"}}
    assert compiled(plan(kpis=[by_input], inputs={"x": {"kind": "number"}})).target_caps == {}
    own_formula = {**CAPPED, "curve": {"kind": "formula", "formula": "actual", "cap": "target"}}
    assert compiled(plan(kpis=[own_formula])).target_caps == {}
    no_base = {**CAPPED, "levels": {"normal": "45", "target": "35"}}
    assert compiled(plan(kpis=[no_base])).target_caps == {}


def test_a_known_cap_gives_what_computing_it_gives() -> None:
    batch = people(
        plan(kpis=[CAPPED]),
        {"facts": {"duration": "30"}},
        {"facts": {"duration": "30"}, "levels": {"duration": {"target": "40"}}},
    )
    alone = one(plan(kpis=[CAPPED]), facts={"duration": "30"})
    assert batch.result(0)["coefficient"] == alone["coefficient"] == "1.666666666667"
    assert batch.result(1)["coefficient"] == "1.333333333333"


@pytest.mark.parametrize(
    ("levels", "personal", "constant"),
    [
        ({"base": "0", "normal": "1"}, [], True),
        ({"base": "0", "normal": "1"}, [("revenue", "target")], False),
        ({"base": "0", "normal": "1"}, [("quality", "target")], True),
        ({"base": "0", "normal": "x"}, [], False),
        ({"base": "0", "normal": "2 * 5"}, [], True),
    ],
)
def test_constant_levels_were_checked_with_the_plan(
    levels: dict[str, str], personal: list[tuple[str, str]], constant: bool
) -> None:
    program = compiled(plan(kpis=[kpi(levels=levels)], inputs={"x": {"kind": "number"}}))
    assert program.has_constant_levels("revenue", personal) is constant


def test_a_cap_that_cannot_be_computed_is_left_to_each_person() -> None:
    inverse = {"kind": "ratio", "form": "normal/actual"}
    hidden_zero = kpi(weight="1", levels={"normal": "5", "target": "5 - 5"}, curve=inverse)
    assert compiled(plan(kpis=[hidden_zero])).target_caps == {}
    assert codes(one(plan(kpis=[hidden_zero]), facts={"revenue": "5"})["problems"]) == ["curve.undefined"]


def test_a_scale_may_measure_words_of_another_period() -> None:
    scale = {"kind": "scale", "values": {"good": "1"}}
    facts = {"mood": {"of": "said", "window": "previous"}, "said": {"kind": "category", "values": ["good"]}}
    document = plan(kpis=[kpi("mood", levels=None, curve=scale)], facts=facts)
    assert refusals(document) == {}

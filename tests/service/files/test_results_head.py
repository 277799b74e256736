from pathlib import Path
from typing import Any

from rules import calculate, compile_plan, parse_plan, read_participants
from service.catalog import catalog_document
from service.cli.facts_source import layout_of
from service.files.facts import read_facts
from service.files.results import head_of
from service.files.results.row import columns_of, row_of

PERSON = {
    "id": "E1",
    "inputs": {"fund": "42000"},
    "facts": {"revenue": "1100000", "gross_profit": "21", "revenue_net": "100"},
}


def test_the_head_has_a_column_for_every_component_of_the_plan() -> None:
    compiled = compile_plan(parse_plan(catalog_document("b2b-sales-manager")))
    head = head_of(compiled, "1.2.3", 1)
    assert head.plan == {"key": "b2b-sales-manager", "version": 1, "hash": compiled.hash}
    assert (head.engine, head.currency) == ("1.2.3", "EUR")
    assert head.components == (*(component.key for component in compiled.plan.components), "total_floor")


def test_a_plan_without_a_floor_has_no_column_for_it() -> None:
    document = dict(catalog_document("b2b-sales-manager"))
    document["limits"] = {"total_floor": None}
    head = head_of(compile_plan(parse_plan(document)), "1.2.3")
    assert "total_floor" not in head.components
    assert head.plan["version"] is None


def test_a_computed_result_fits_the_columns() -> None:
    compiled = compile_plan(parse_plan(catalog_document("b2b-sales-manager")))
    facts = PERSON["facts"] | {"new_customers": "4", "overdue": "12", "duration": "65"}  # type: ignore[operator]
    batch = calculate(compiled, read_participants([PERSON | {"facts": facts}, PERSON | {"id": "E2"}]))
    rows = [row_of(batch.result(row), head_of(compiled, "1.2.3")) for row in range(batch.size)]
    assert rows[0][:2] == ["E1", "paid"]
    assert "38415.00" in rows[0]
    assert rows[1][:2] == ["E2", "blocked"]
    assert "fact.missing" in rows[1][-2]


DRAWN: dict[str, Any] = {
    "schema": "bonus-plan/1",
    "key": "drawn",
    "title": "Drawn",
    "currency": "EUR",
    "frequency": "month",
    "inputs": {"earned_money": {"kind": "money"}},
    "components": [
        {"key": "bonus", "amount": "earned_money", "cap": {"amount": "80", "carry": True}},
        {"key": "days", "amount": "2", "unit": "days off"},
    ],
    "balances": {"advance": {"sign": "owed_by_person", "take": "bonus / 2"}},
}


def test_balances_have_a_line_and_a_column_for_what_they_close_with() -> None:
    compiled = compile_plan(parse_plan(DRAWN))
    head = head_of(compiled, "1.2.3")
    people = [
        {
            "id": "E1",
            "inputs": {"earned_money": "100"},
            "prior": {"balances": {"advance": "30", "bonus_reserve": "0"}},
        },
        {"id": "E2"},
    ]
    batch = calculate(compiled, read_participants(people))
    names = [column.name for column in columns_of(head)]
    for render in (batch.result, batch.summary):
        paid, blocked = (dict(zip(names, row_of(render(row), head), strict=True)) for row in range(batch.size))
        assert (paid["bonus"], paid["days"], paid["advance"], paid["total"]) == ("80.00", "2", "-30.00", "50.00")
        assert (paid["balance.advance"], paid["balance.bonus_reserve"]) == ("0.00", "20.00")
        assert (blocked["balance.advance"], blocked["total"]) == ("", "")


def test_closing_balances_are_columns_by_which_the_next_period_opens(tmp_path: Path) -> None:
    compiled = compile_plan(parse_plan(DRAWN))
    closing = [column.name for column in columns_of(head_of(compiled, "1")) if column.name.startswith("balance.")]
    assert closing == ["balance.bonus_reserve", "balance.advance"]
    facts = tmp_path / "facts.csv"
    facts.write_text(f"participant,{','.join(closing)}\nE1,20.00,0.00\n", encoding="utf-8")
    [intake] = read_facts(facts, layout_of(compiled))
    assert intake.prior_balances == {"bonus_reserve": ["20.00"], "advance": ["0.00"]}

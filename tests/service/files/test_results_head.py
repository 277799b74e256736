from rules import calculate, compile_plan, parse_plan, read_participants
from service.catalog import catalog_document
from service.files.results import head_of
from service.files.results.row import row_of

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

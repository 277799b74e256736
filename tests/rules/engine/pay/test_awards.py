"""Awards: lines in another unit than the currency, which no total holds and nothing of the total reaches."""

from tests.rules.build import Document, codes, one, paid, people, plan, stages, trace

SHARES: Document = {"key": "stock", "amount": "x / 3", "unit": "shares"}
POINTS: Document = {"key": "score", "amount": "x / 3", "unit": "points", "places": 2, "cap": "10"}
DOCUMENT = plan(
    inputs={"x": {"kind": "number"}},
    components=[{"key": "pay", "amount": "x"}, SHARES, POINTS],
    gates=[{"key": "half", "when": "x < 0", "otherwise": {"factor": "0.5"}}],
    limits={"total_cap": "20", "total_floor": "0"},
)


def test_an_award_has_its_own_places_and_is_in_no_total() -> None:
    batch = people(DOCUMENT, {"inputs": {"x": "50"}}, {"inputs": {"x": "10"}})
    first, second = batch.results()
    assert (first["total"], second["total"]) == ("20.00", "5.00")
    assert [paid(first, key)["amount"] for key in ("pay", "stock", "score")] == ["20.00", "17", "10.00"]
    assert [paid(second, key)["unit"] for key in ("pay", "stock", "score")] == [None, "shares", "points"]
    assert stages(first, "score") == ("16.67", "0.00", "0.00", "6.67", "10.00")
    assert stages(second, "stock") == ("3", "0", "0", "0", "3")
    assert batch.totals().to_json()["amount"] == "25.00"


def test_a_gate_may_name_an_award() -> None:
    gate = {"key": "none", "when": "x < 0", "scope": "stock", "otherwise": {"factor": "0"}}
    result = one({**DOCUMENT, "gates": [gate]}, inputs={"x": "10"})
    assert (paid(result, "stock")["amount"], codes(paid(result, "stock")["reasons"])) == ("0", ["gate_closed:none"])
    assert result["total"] == "10.00"


def test_formulas_read_an_award_by_its_key() -> None:
    document = plan(inputs={"x": {"kind": "number"}}, components=[SHARES, {"key": "pay", "amount": "stock * 2"}])
    assert one(document, inputs={"x": "10"})["total"] == "6.00"


def test_who_gets_an_award_only_has_a_total_of_zero_and_is_told_why() -> None:
    result = one(plan(inputs={"x": {"kind": "number"}}, components=[SHARES]), inputs={"x": "10"})
    assert (result["outcome"], result["total"], codes(result["reasons"])) == ("zero", "0.00", ["awards_only"])


def test_what_is_wrong_with_an_award_blocks_and_what_is_wrong_with_the_total_leaves_it() -> None:
    document = {**DOCUMENT, "limits": {"total_cap": "20 / (x - 1)", "total_floor": "0"}}
    result = one(document, inputs={"x": "1"})
    assert (result["outcome"], paid(result, "pay")["amount"], paid(result, "stock")["amount"]) == ("blocked", None, "0")


def test_the_explanation_ends_at_the_award() -> None:
    nodes = trace(DOCUMENT, inputs={"x": "50"}).nodes
    assert (nodes["/components/stock"].value, nodes["/components/stock"].rounding) == ("17", "0 places, half up")
    assert [given.name for given in nodes["/total"].inputs] == ["pay"]

"""The one path of evaluation: what is listed first does not come first, and one person is a batch of one."""

from typing import Any

from tests.rules.build import kpi, one, people, plan, sheet


def large() -> dict[str, Any]:
    """A plan in which nearly everything reads something else."""
    graded = {"kind": "steps", "rows": [{"index": "0"}, {"from": "50", "index": "1"}]}
    return plan(
        inputs={
            "fund": {"kind": "money"},
            "region": {"kind": "category", "values": ["EMEA", "APAC"], "default": "EMEA"},
        },
        kpis=[
            kpi("revenue", weight="0.6", levels={"base": "0", "normal": "lookup(region, goals)"}, missing="reweight"),
            kpi("quality", weight="0.4", levels=None, curve=graded),
            kpi("deals", levels=None),
        ],
        tables={
            "goals": {"kind": "lookup", "rows": [{"key": "EMEA", "value": "100"}, {"key": "APAC", "value": "50"}]},
            "tiers": {"kind": "marginal", "rows": [{"from": "0", "rate": "0.1"}, {"from": "10", "rate": "0.2"}]},
        },
        ratings={"bands": [{"grade": "B", "payout": "0.5"}, {"grade": "A", "from": "0.8", "payout": "1"}]},
        scales={"size": {"of": "over * 2", "bands": [{"grade": "S"}, {"grade": "L", "from": "10"}]}},
        values={"paid_deals": "over + 1", "over": "max(deals.actual - 5, 0)"},
        gates=[
            {"key": "big", "when": 'size == "L" or commission < 2', "scope": "bonus", "otherwise": {"factor": "0.9"}},
            {"key": "safe", "when": "quality.raw_index > 0", "scope": "revenue", "otherwise": {"cap": "0.5"}},
        ],
        components=[
            {"key": "bonus", "amount": 'fund * coefficient * payout if rating != "B" else fund / 10'},
            {"key": "commission", "amount": "tier(paid_deals, tiers)", "cap": "fund / 500"},
        ],
        limits={"total_cap": "fund * 0.9"},
    )


PEOPLE: list[dict[str, Any]] = [
    {"inputs": {"fund": "1000"}, "facts": {"revenue": "90", "quality": "60", "deals": "20"}},
    {"inputs": {"fund": "1000", "region": "APAC"}, "facts": {"revenue": "90", "quality": "10", "deals": "3"}},
    {"inputs": {"fund": "500"}, "facts": {"quality": "60", "deals": "0"}},
    {"inputs": {"fund": "500"}, "facts": {"revenue": "10", "deals": "0"}},
    {"inputs": {}, "facts": {"revenue": "10", "quality": "5", "deals": "7"}},
]


def test_the_numbers_of_the_large_plan() -> None:
    results = people(large(), *PEOPLE).results()
    assert [result["coefficient"] for result in results] == ["0.94", "0.3", "1", None, "0.06"]
    assert [result["rating"] for result in results] == ["A", "B", "A", None, "B"]
    assert [result["total"] for result in results] == ["900.00", "100.10", "450.00", None, None]


def test_a_batch_gives_what_each_person_gives_alone() -> None:
    batch = people(large(), *PEOPLE).results()
    for person, together in zip(PEOPLE, batch, strict=True):
        assert {**one(large(), **person), "id": together["id"]} == together


def test_listing_order_means_nothing() -> None:
    turned = large()
    for part in ("kpis", "gates", "components"):
        turned[part].reverse()
    for part in ("values", "tables", "scales", "inputs"):
        turned[part] = dict(reversed(turned[part].items()))
    for straight, back in zip(people(large(), *PEOPLE).results(), people(turned, *PEOPLE).results(), strict=True):
        for part in ("kpis", "gates", "components", "problems"):
            assert sorted(map(str, straight.pop(part))) == sorted(map(str, back.pop(part)))
        assert straight == back


def test_the_sheet_stands_in_the_plan_s_order_whatever_was_computed_first() -> None:
    evaluated = sheet(large(), *PEOPLE)
    assert list(evaluated.components) == ["bonus", "commission"]
    assert list(evaluated.gates) == ["big", "safe"]
    assert list(evaluated.values) == ["paid_deals", "over"]
    assert evaluated.size == len(PEOPLE)


def test_time_in_force_is_whole_until_it_is_calculated() -> None:
    document = plan(components=[{"key": "pay", "amount": "100 * proration"}])
    assert one(document)["total"] == "100.00"

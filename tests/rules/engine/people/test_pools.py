"""Pools: pots by weight and by claims, who waits for whom, and what is refused."""

from typing import Any

import pytest

from tests.rules.build import Document, codes, named, paid, people, plan, refusals, stages


def pot(amount: str = "100", **parts: Any) -> Document:
    """A plan that shares a pot by the number w of each person and pays the share."""
    pool = {"amount": amount, "weight": "w", **parts}
    return plan(
        inputs={
            "w": {"kind": "number"},
            "most": {"kind": "money", "default": "1000"},
            "region": {"kind": "category", "values": ["N", "S"], "default": "N"},
        },
        pools={"team_pot": pool},
        components=[{"key": "pay", "amount": "team_pot"}],
    )


def weights(*values: str, **more: Any) -> list[dict[str, Any]]:
    return [{"inputs": {"w": value, **more}} for value in values]


def totals(document: Document, *given: dict[str, Any]) -> list[str]:
    batch = people(document, *given)
    return [batch.result(row)["total"] for row in range(batch.size)]


SHARED: list[tuple[Any, ...]] = [
    ("by weight", pot(), weights("1", "3"), ["25.00", "75.00"]),
    ("to the last cent", pot(), weights("1", "1", "1"), ["33.34", "33.33", "33.33"]),
    ("left over to the largest weight", pot(remainder="largest_weight"), weights("1", "2", "2"),
     ["20.00", "40.00", "40.00"]),
    ("in whole units", pot(unit="1"), weights("1", "1", "1"), ["34.00", "33.00", "33.00"]),
    ("in units of five cents", pot("100", unit="0.05"), weights("1", "1", "1"), ["33.35", "33.35", "33.30"]),
    ("at most", pot(max="30"), weights("1", "1", "8"), ["30.00", "30.00", "30.00"]),
    ("at most, and the rest again", pot(max="60"), weights("1", "1", "8"), ["20.00", "20.00", "60.00"]),
    ("at least", pot(min="30"), weights("1", "1", "8"), ["30.00", "30.00", "40.00"]),
    ("a pot of nothing", pot("0"), weights("1", "2"), ["0.00", "0.00"]),
    ("a weight of nothing", pot(), weights("0", "2"), ["0.00", "100.00"]),
    ("alone", pot(), weights("7"), ["100.00"]),
    ("a pot over the people", pot("total(most) / 10"), weights("1", "1"), ["100.00", "100.00"]),
]  # fmt: skip


@pytest.mark.parametrize(("document", "given", "expected"), named(SHARED))
def test_a_pot_is_shared_to_the_last_unit(document: Document, given: list[dict[str, Any]], expected: list[str]) -> None:
    assert totals(document, *given) == expected


def test_every_team_has_a_pot_of_its_own() -> None:
    given = [{**person, "group": group} for person, group in zip(weights("1", "1", "5"), "aab", strict=True)]
    assert totals(pot(by="team"), *given) == ["50.00", "50.00", "100.00"]
    regions = [*weights("1", "3"), *weights("1", region="S")]
    assert totals(pot(by="region"), *regions) == ["25.00", "75.00", "100.00"]


def test_people_outside_the_plan_have_no_part() -> None:
    document = {**pot(), "eligibility": [{"key": "counted", "when": "w < 50"}]}
    assert totals(document, *weights("1", "1", "90")) == ["50.00", "50.00", "0.00"]


TROUBLE: list[tuple[Any, ...]] = [
    ("nobody has a weight", pot(), weights("0", "0"), [["pool_empty"]] * 2),
    ("minima above the pot", pot(min="60"), weights("1", "1"), [["pool.minima_exceed_pot"]] * 2),
    ("pots of different size", pot("w * 10"), weights("1", "2"), [["pool.amount_differs"]] * 2),
    ("a negative pot", pot("0 - 5"), weights("1"), [["pool.negative_pot"]]),
    ("a negative weight", pot(), weights("1", "-1"), [["depends_on_blocked"], ["pool.negative_weight"]]),
    ("min above max", pot(min="50", max="most"), [*weights("1"), *weights("1", most="40")],
     [["depends_on_blocked"], ["pool.min_above_max"]]),
    ("no team", pot(by="team"), [{**weights("1")[0], "group": "a"}, *weights("1")],
     [["depends_on_blocked"], ["group.missing"]]),
]  # fmt: skip


@pytest.mark.parametrize(("document", "given", "expected"), named(TROUBLE))
def test_what_is_wrong_is_told_to_those_concerned(
    document: Document, given: list[dict[str, Any]], expected: list[list[str]]
) -> None:
    batch = people(document, *given)
    assert [codes(batch.result(row)["problems"]) for row in range(batch.size)] == expected


def test_minima_above_the_pot_say_what_is_missing() -> None:
    (problem,) = people(pot(min="60"), *weights("1", "1")).result(0)["problems"]
    assert problem["numbers"] == {"missing": "20.00"}


def test_a_blocked_member_blocks_the_pot_unless_the_plan_says_otherwise() -> None:
    given = [*weights("1", "3"), {}]
    assert totals(pot(), *given) == [None, None, None]
    batch = people(pot(blocked="exclude"), *given)
    assert [result["total"] for result in batch.results()] == ["25.00", "75.00", None]
    assert codes(batch.result(0)["warnings"]) == ["pool.member_left_out"]


def test_a_blocked_members_share_can_be_kept_back_as_if_at_normal() -> None:
    document = plan(
        kpis=[{"key": "sales", "weight": "1", "levels": {"base": "0", "normal": "100"}}],
        pools={"team_pot": {"amount": "300", "weight": "coefficient", "blocked": "reserve"}},
        components=[{"key": "pay", "amount": "team_pot"}],
    )
    batch = people(document, {"facts": {"sales": "50"}}, {"facts": {"sales": "150"}}, {})
    assert [result["total"] for result in batch.results()] == ["50.00", "150.00", None]
    assert codes(batch.result(2)["problems"]) == ["fact.missing"]
    assert codes(batch.result(0)["warnings"]) == ["pool.share_reserved"]


def claims(fund: str, **parts: Any) -> Document:
    return plan(
        inputs={"claim": {"kind": "money", "min": None}},
        pools={"budget": {"fund": fund, "claims": "bonus"}},
        components=[{"key": "bonus", "amount": "claim"}],
        **parts,
    )


def claiming(*values: str) -> list[dict[str, Any]]:
    return [{"inputs": {"claim": value}} for value in values]


CLAIMED: list[tuple[Any, ...]] = [
    ("less than the fund is paid in full", "100", ["20", "30"], ["20.00", "30.00"]),
    ("more than the fund is cut by one factor", "100", ["100", "300"], ["25.00", "75.00"]),
    ("to the last cent", "100", ["100", "100", "100"], ["33.34", "33.33", "33.33"]),
    ("an empty fund", "0", ["100", "300"], ["0.00", "0.00"]),
    ("nothing claimed", "100", ["0", "0"], ["0.00", "0.00"]),
]


@pytest.mark.parametrize(("fund", "given", "expected"), named(CLAIMED))
def test_claims_are_paid_as_far_as_the_fund_goes(fund: str, given: list[str], expected: list[str]) -> None:
    assert totals(claims(fund), *claiming(*given)) == expected


def test_what_the_fund_lacks_is_withheld_with_a_reason() -> None:
    result = people(claims("100"), *claiming("100", "300")).result(1)
    assert stages(result, "bonus") == ("300.00", "0.00", "0.00", "225.00", "75.00")
    assert codes(paid(result, "bonus")["reasons"]) == ["pool_scaled"]
    assert result["pools"] == {"budget": "75.00"}


def test_a_reversal_takes_no_part_and_stays_as_it_is() -> None:
    document = claims("100", limits={"total_floor": None})
    assert totals(document, *claiming("100", "300", "-50")) == ["25.00", "75.00", "-50.00"]


def test_a_claim_that_another_line_pays_is_not_paid_twice() -> None:
    document = claims("100")
    document["components"].append({"key": "from_fund", "amount": "budget"})
    result = people(document, *claiming("100", "300")).result(0)
    assert (paid(result, "bonus")["amount"], paid(result, "from_fund")["amount"]) == ("0.00", "25.00")
    assert codes(paid(result, "bonus")["reasons"]) == ["paid_by_pool"]
    assert result["total"] == "25.00"


REFUSED: list[tuple[Any, ...]] = [
    ("a cap on a share", {"cap": "10"}, {}, {"/components/0": "plan.pool_component"}),
    ("a floor under a share", {"floor": "10"}, {}, {"/components/0": "plan.pool_component"}),
    ("a gate on a share", {}, {"gates": [
        {"key": "open", "when": "w > 1", "scope": "pay", "otherwise": {"factor": "0"}}]},
     {"/components/0": "plan.pool_component"}),
]  # fmt: skip


@pytest.mark.parametrize(("own", "more", "refusal"), named(REFUSED))
def test_nothing_may_act_on_a_share_after_the_pot(
    own: dict[str, Any], more: dict[str, Any], refusal: dict[str, str]
) -> None:
    document = pot()
    document["components"][0] |= own
    assert refusals({**document, **more}) == refusal


def test_units_are_whole_cents() -> None:
    assert refusals(pot(unit="0.005")) == {"/pools/team_pot/unit": "plan.unit"}
    assert refusals(pot(unit="0")) == {"/pools/team_pot/unit": "plan.unit"}


def test_a_kept_share_cannot_depend_on_others() -> None:
    document = pot("total(most)", blocked="reserve")
    assert refusals(document) == {"/pools/team_pot/blocked": "plan.pool_reserve"}


def test_one_claim_has_one_pool() -> None:
    document = claims("100")
    document["pools"]["other"] = {"fund": "5", "claims": "bonus"}
    assert refusals(document) == {"/pools/other/claims": "plan.pool_claims"}


def test_a_pot_whose_members_are_all_blocked_is_kept_back_whole() -> None:
    document = plan(
        kpis=[{"key": "sales", "weight": "1", "levels": {"base": "0", "normal": "100"}}],
        pools={"team_pot": {"amount": "300", "by": "team", "weight": "coefficient", "blocked": "reserve"}},
        components=[{"key": "pay", "amount": "team_pot"}],
    )
    batch = people(document, {"group": "a"}, {"group": "b", "facts": {"sales": "50"}})
    assert [result["total"] for result in batch.results()] == [None, "300.00"]


def test_a_pot_never_gives_more_than_there_is() -> None:
    batch = people(pot("100.03", unit="0.05"), *weights("1", "1"))
    assert [result["total"] for result in batch.results()] == ["50.00", "50.00"]
    (warning,) = batch.result(0)["warnings"]
    assert (warning["code"], warning["numbers"]) == ("pool.left_over", {"left": "0.03"})


def test_what_nobody_may_take_is_told() -> None:
    (warning,) = people(pot(max="10"), *weights("1", "1")).result(0)["warnings"]
    assert (warning["code"], warning["numbers"]) == ("pool.left_over", {"left": "80.00"})


def test_claims_that_the_fund_covers_are_paid_to_the_cent_whatever_the_unit() -> None:
    document = claims("100")
    document["pools"]["budget"]["unit"] = "1"
    assert totals(document, *claiming("30.55", "20.20")) == ["30.55", "20.20"]
    assert totals(document, *claiming("150.50", "50")) == ["75.00", "25.00"]


def test_a_value_that_is_the_share_pays_it_as_the_share_does() -> None:
    document = claims("100", values={"mine": "budget"})
    document["components"].append({"key": "from_fund", "amount": "mine"})
    assert totals(document, *claiming("100", "300")) == ["25.00", "75.00"]


def test_reading_a_share_is_not_paying_it() -> None:
    document = claims("100")
    document["components"].append({"key": "extra", "amount": "10 if budget >= 50 else 0"})
    assert totals(document, *claiming("100", "300")) == ["25.00", "85.00"]


def test_a_share_is_paid_by_one_line() -> None:
    document = pot()
    document["components"].append({"key": "again", "amount": "team_pot"})
    assert refusals(document) == {"/components/1": "plan.pool_component"}


def test_a_cap_cannot_act_on_a_share_behind_a_name() -> None:
    document = {**pot(), "values": {"mine": "team_pot"}}
    document["components"][0] |= {"amount": "mine", "cap": "10"}
    assert refusals(document) == {"/components/0": "plan.pool_component"}

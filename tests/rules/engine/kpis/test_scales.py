"""Ratings and scales: half-open bands on the unrounded number, payout factors, interpolation."""

from typing import Any

import pytest

from tests.rules.build import codes, kpi, named, one, people, plan, refusals

DEFAULT_BANDS = [
    {"grade": "D"}, {"grade": "C", "from": "0.70"}, {"grade": "B", "from": "0.90"}, {"grade": "A", "from": "1.00"},
    {"grade": "A+", "from": "1.20"},
]  # fmt: skip


def rated(bands: list[dict[str, str]], amount: str = "1", **ratings: Any) -> dict[str, Any]:
    """A plan whose coefficient is the actual of its only KPI."""
    return plan(
        kpis=[kpi(levels=None)], coefficient="revenue.actual", ratings={"bands": bands, **ratings},
        components=[{"key": "pay", "amount": amount}], limits={"total_floor": None},
    )  # fmt: skip


BORDERS = [
    ("-3", "D"), ("0", "D"), ("0.699999999999", "D"), ("0.70", "C"), ("0.899999999999", "C"), ("0.9", "B"),
    ("0.99996", "B"), ("0.999999999999", "B"), ("1", "A"), ("1.199999999999", "A"), ("1.2", "A+"), ("99", "A+"),
]  # fmt: skip


@pytest.mark.parametrize(("coefficient", "grade"), BORDERS)
def test_the_lower_border_is_included_and_nothing_is_rounded_before(coefficient: str, grade: str) -> None:
    assert one(rated(DEFAULT_BANDS), facts={"revenue": coefficient})["rating"] == grade


def test_a_batch_finds_the_same_bands_as_one_person() -> None:
    batch = people(rated(DEFAULT_BANDS), *({"facts": {"revenue": text}} for text, _ in BORDERS))
    assert [result["rating"] for result in batch.results()] == [grade for _, grade in BORDERS]


def test_a_negative_coefficient_has_the_lowest_grade_and_stays_negative() -> None:
    result = one(rated(DEFAULT_BANDS, "1000 * coefficient"), facts={"revenue": "-0.25"})
    assert (result["rating"], result["coefficient"], result["total"]) == ("D", "-0.25", "-250.00")


@pytest.mark.parametrize(
    ("coefficient", "grade"),
    [("0.99", "B"), ("1", "B"), ("1.000000000001", "A"), ("1.5", "A"), ("1.500000000001", "S")],
)
def test_a_band_may_start_above_its_edge(coefficient: str, grade: str) -> None:
    bands = [{"grade": "B"}, {"grade": "A", "above": "1"}, {"grade": "S", "above": "1.5"}]
    assert one(rated(bands), facts={"revenue": coefficient})["rating"] == grade


def test_one_number_can_be_a_band_of_its_own() -> None:
    bands = [{"grade": "under"}, {"grade": "exact", "from": "1"}, {"grade": "over", "above": "1"}]
    grades = [one(rated(bands), facts={"revenue": text})["rating"] for text in ("0.999", "1", "1.001")]
    assert grades == ["under", "exact", "over"]


def test_below_a_first_band_with_an_edge_there_is_no_grade() -> None:
    bands = [{"grade": "C", "from": "0.5", "payout": "0.5"}, {"grade": "B", "from": "1", "payout": "1"}]
    batch = people(rated(bands, "100 * payout"), {"facts": {"revenue": "0.4"}}, {"facts": {"revenue": "0.5"}})
    low = batch.result(0)
    assert (low["outcome"], low["rating"], low["payout"]) == ("blocked", None, None)
    assert [(p["code"], p["path"]) for p in low["problems"]] == [("scale.below_first_band", "/rating")]
    assert (batch.result(1)["rating"], batch.result(1)["total"]) == ("C", "50.00")


def test_a_grade_that_nothing_reads_blocks_nobody_but_is_a_warning() -> None:
    document = rated([{"grade": "C", "from": "0.5"}])
    for batch in (people(document, {"facts": {"revenue": "0"}}), people(document, *[{"facts": {"revenue": "0"}}] * 2)):
        result = batch.result(0)
        assert (result["outcome"], result["rating"], result["problems"]) == ("paid", None, [])
        assert [(w["code"], w["path"]) for w in result["warnings"]] == [("value.unavailable", "/rating")]


def test_without_ratings_rating_and_payout_are_unknown_names_and_null() -> None:
    document = plan(kpis=[kpi(weight="1")], components=[{"key": "pay", "amount": "1"}])
    result = one(document, facts={"revenue": "5"})
    assert (result["rating"], result["payout"]) == (None, None)
    for name in ("payout", 'rating == "A"', "rating.payout"):
        document["components"] = [{"key": "pay", "amount": f"1 if {name} else 0" if "==" in name else name}]
        assert list(refusals(document).values()) == ["formula.unknown_name"], name


def test_without_payouts_payout_is_an_unknown_name_and_null() -> None:
    assert one(rated(DEFAULT_BANDS), facts={"revenue": "1"})["payout"] is None
    assert list(refusals(rated(DEFAULT_BANDS, "payout")).values()) == ["formula.unknown_name"]


PAYOUTS = [
    {"grade": "D", "payout": "0"}, {"grade": "C", "from": "0.7", "payout": "0.5"},
    {"grade": "B", "from": "0.9", "payout": "0.8"}, {"grade": "A", "from": "1", "payout": "1"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("coefficient", "payout"), [("0.69", "0"), ("0.7", "0.5"), ("0.8", "0.5"), ("0.95", "0.8"), ("1", "1"), ("7", "1")]
)
def test_a_band_carries_its_payout_factor(coefficient: str, payout: str) -> None:
    for amount in ("100 * payout", "100 * rating.payout"):
        result = one(rated(PAYOUTS, amount), facts={"revenue": coefficient})
        assert result["payout"] == payout
        assert result["total"] in {f"{payout}0.00", "100.00", "0.00", "50.00", "80.00"}


def test_formulas_compare_the_rating_with_its_grades() -> None:
    document = rated(PAYOUTS, '100 if rating == "A" else 10 if rating != "D" else 0')
    totals = [one(document, facts={"revenue": text})["total"] for text in ("1", "0.8", "0.1")]
    assert totals == ["100.00", "10.00", "0.00"]
    assert list(refusals(rated(PAYOUTS, '1 if rating == "E" else 0')).values()) == ["formula.unknown_word"]


# --- rounding before the band ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "coefficient", "grade"),
    [
        ("half_up", "0.9949", "B"),
        ("half_up", "0.995", "A"),
        ("half_even", "0.995", "A"),
        ("half_even", "0.985", "B"),
        ("down", "0.9999", "B"),
        ("up", "0.9901", "A"),
    ],
)
def test_round_before_band_rounds_only_what_is_looked_up(mode: str, coefficient: str, grade: str) -> None:
    document = rated([{"grade": "B"}, {"grade": "A", "from": "1"}], "1000 * coefficient", round_before_band=2)
    document["rounding"] = {"mode": mode}
    result = one(document, facts={"revenue": coefficient})
    assert (result["rating"], result["coefficient"]) == (grade, coefficient)


# --- interpolation ----------------------------------------------------------------------------------------

INTERPOLATED = [
    ("under the first edge the open band's own payout", PAYOUTS, "0.6999", "0"),
    ("at the first edge it jumps to that band", PAYOUTS, "0.7", "0.5"),
    ("half way between two edges", PAYOUTS, "0.8", "0.65"),
    ("at an edge its own payout", PAYOUTS, "0.9", "0.8"),
    ("a third of the way", PAYOUTS, "0.93", "0.86"),
    ("flat beyond the last edge", PAYOUTS, "5", "1"),
    ("a first band with an edge: no jump", PAYOUTS[1:], "0.8", "0.65"),
    ("a first band that starts above its edge: no payout at the edge yet",
     [{"grade": "D", "payout": "0"}, {"grade": "A", "above": "1", "payout": "1"}], "1", "0"),
    ("and right after it",
     [{"grade": "D", "payout": "0"}, {"grade": "A", "above": "1", "payout": "1"}], "1.000000000001", "1"),
    ("a later band above its edge: the line just goes on",
     [{"grade": "D", "from": "0", "payout": "0"}, {"grade": "A", "above": "1", "payout": "1"}], "1", "1"),
    ("a single band", [{"grade": "D", "payout": "0.3"}], "1", "0.3"),
    ("a single band with an edge", [{"grade": "D", "from": "0", "payout": "0.3"}], "1", "0.3"),
]  # fmt: skip


@pytest.mark.parametrize(("bands", "coefficient", "payout"), named(INTERPOLATED))
def test_interpolated_payout(bands: list[dict[str, str]], coefficient: str, payout: str) -> None:
    document = rated(bands, "100 * payout", interpolate=True)
    assert one(document, facts={"revenue": coefficient})["payout"] == payout
    assert people(document, *[{"facts": {"revenue": coefficient}}] * 2).result(1)["payout"] == payout


def test_interpolation_changes_the_payout_and_not_the_grade() -> None:
    assert one(rated(PAYOUTS, interpolate=True), facts={"revenue": "0.8"})["rating"] == "C"


# --- scales of any formula --------------------------------------------------------------------------------

SIZE = {"of": "revenue.actual * 2", "bands": [
    {"grade": "S", "payout": "1"}, {"grade": "L", "from": "100", "payout": "1.5"},
]}  # fmt: skip


def test_a_scale_of_any_formula_gives_a_category_and_a_factor() -> None:
    document = plan(
        kpis=[kpi()], scales={"size": SIZE},
        components=[{"key": "pay", "amount": '100 * size.payout + (7 if size == "L" else 0)'}],
    )  # fmt: skip
    batch = people(document, {"facts": {"revenue": "49"}}, {"facts": {"revenue": "50"}})
    assert [batch.result(row)["total"] for row in (0, 1)] == ["100.00", "157.00"]
    assert batch.result(1)["scales"] == {"size": {"grade": "L", "payout": "1.5"}}
    assert batch.result(1)["rating"] is None


def test_scales_may_read_scales_and_values_whatever_the_listing_order() -> None:
    document = plan(
        kpis=[kpi()],
        scales={"later": {"of": "first.payout * factor", "bands": [{"grade": "no"}, {"grade": "yes", "from": "3"}]},
                "first": SIZE},
        values={"factor": "2"},
        components=[{"key": "pay", "amount": '1 if later == "yes" else 0'}],
    )  # fmt: skip
    assert one(document, facts={"revenue": "50"})["total"] == "1.00"


def test_a_scale_s_own_problems_are_those_of_who_reads_it() -> None:
    scale = {"of": "1 / revenue.actual", "bands": [{"grade": "S", "from": "1", "payout": "1"}]}
    document = plan(kpis=[kpi()], scales={"size": scale}, components=[{"key": "pay", "amount": "size.payout"}])
    by_zero, below = (one(document, facts={"revenue": text}) for text in ("0", "2"))
    assert codes(by_zero["problems"]) == ["calc.division_by_zero"]
    assert [(p["code"], p["path"]) for p in below["problems"]] == [("scale.below_first_band", "/scales/size")]
    assert below["scales"] == {"size": {"grade": None, "payout": None}}


REFUSED: list[tuple[str, list[dict[str, str]], str]] = [
    ("a band without an edge in the middle", [{"grade": "B"}, {"grade": "A"}], "plan.band_edge"),
    ("bands that overlap", [{"grade": "B"}, {"grade": "A", "from": "1"}, {"grade": "S", "from": "0.9"}],
     "plan.band_order"),
    ("the same edge twice", [{"grade": "B"}, {"grade": "A", "from": "1"}, {"grade": "S", "from": "1"}],
     "plan.band_order"),
    ("from and above at once", [{"grade": "B", "from": "1", "above": "1"}], "plan.band_edge"),
    ("a grade twice", [{"grade": "B"}, {"grade": "B", "from": "1"}], "plan.duplicate_key"),
    ("a payout for some", [{"grade": "B", "payout": "1"}, {"grade": "A", "from": "1"}], "plan.band_payout"),
]  # fmt: skip


@pytest.mark.parametrize(("bands", "code"), named(REFUSED))
def test_bands_that_cannot_be_meant_are_refused(bands: list[dict[str, str]], code: str) -> None:
    assert list(refusals(rated(bands)).values()) == [code]


def test_ratings_need_a_coefficient() -> None:
    document = plan(kpis=[kpi()], ratings={"bands": DEFAULT_BANDS})
    assert refusals(document) == {"/ratings": "plan.no_coefficient"}

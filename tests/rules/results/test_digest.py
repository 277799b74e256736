"""Results as they are stored: exact values beside the shown ones, and a digest of what they say."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.period import Period
from rules.problems import Problem
from rules.results import SEMANTICS, refused_result, result_digest, stored_result, stored_text
from tests.rules.build import kpi, paying, people

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))


def stored(document: dict[str, Any], *participants: dict[str, Any], **around: Any) -> list[dict[str, Any]]:
    """The stored documents of these participants."""
    batch = people(document, *participants, period=MARCH, **around)
    return [stored_result(batch, row) for row in range(batch.size)]


def thirds(**parts: Any) -> dict[str, Any]:
    """A plan whose index is actual / 3."""
    own = kpi("sales", levels={"base": "0", "normal": "3"}, weight="1", curve={"kind": "linear", "cap": None})
    return paying("100 * coefficient", kpis=[own], **parts)


def test_a_document_holds_the_exact_fraction_of_every_number_that_does_not_end() -> None:
    """Index, weighted index and coefficient of 1 out of 3."""
    [document] = stored(thirds(), {"facts": {"sales": "1"}})
    assert document["exact"] == {
        "/kpis/sales/raw_index": "1/3",
        "/kpis/sales/index": "1/3",
        "/kpis/sales/weighted_index": "1/3",
        "/coefficient": "1/3",
    }
    assert document["coefficient"] == "0.333333333333"
    assert not {"id", "trace"} & document.keys()


def test_numbers_that_end_need_no_fraction() -> None:
    """One of two people."""
    thirds_of, whole = stored(thirds(), {"facts": {"sales": "1"}}, {"facts": {"sales": "3"}})
    assert thirds_of["exact"]
    assert whole["exact"] == {}


@pytest.mark.parametrize(
    ("parts", "path", "text"),
    [
        pytest.param({"values": {"part": "sales.actual / 7"}}, "/values/part", "1/7", id="value"),
        pytest.param(
            {"ratings": {"bands": [{"grade": "A", "payout": "2/3"}]}}, "/payout", "2/3", id="payout of the rating"
        ),
        pytest.param(
            {"scales": {"size": {"of": "sales.actual", "bands": [{"grade": "S", "payout": "1/9"}]}}},
            "/scales/size/payout",
            "1/9",
            id="payout of a scale",
        ),
        pytest.param(
            {
                "gates": [
                    {"key": "shut", "when": "sales.actual > 5", "scope": "total", "otherwise": {"factor": "1 / 3"}}
                ]
            },
            "/gates/shut/effect",
            "1/3",
            id="closed gate",
        ),
    ],
)
def test_every_kind_of_number_has_its_place(parts: dict[str, Any], path: str, text: str) -> None:
    """The place is where the number is shown, by keys."""
    [document] = stored(thirds(**parts), {"facts": {"sales": "1"}})
    assert document["exact"][path] == text


def test_an_open_gate_shows_no_effect() -> None:
    """Nothing is stored of a factor that does not act."""
    gate = {"key": "shut", "when": "sales.actual > 5", "scope": "total", "otherwise": {"factor": "1 / 3"}}
    [document] = stored(thirds(gates=[gate]), {"facts": {"sales": "6"}})
    assert "/gates/shut/effect" not in document["exact"]


def test_lines_of_tiers_are_exact_too() -> None:
    """A basis of 1/3 in the first tier."""
    table = {"rates": {"kind": "marginal", "rows": [{"from": "0", "rate": "1/7"}]}}
    document = paying("tier(sales.actual / 3, rates)", kpis=[kpi("sales", levels=None)], tables=table)
    [found] = stored(document, {"facts": {"sales": "1"}})
    assert found["exact"] == {
        "/components/pay/lines/0/basis": "1/3",
        "/components/pay/lines/0/rate": "1/7",
        "/components/pay/lines/0/amount": "1/21",
    }


def test_segments_hold_their_own() -> None:
    """Each segment under its place."""
    halves = [{"start": "2026-03-01", "end": "2026-03-16"}, {"start": "2026-03-16", "end": "2026-04-01"}]
    person = {
        "facts": {"sales": [{"value": "1", "date": "2026-03-02"}, {"value": "3", "date": "2026-03-20"}]},
        "segments": halves,
    }
    [document] = stored(thirds(segments="separate", facts={"sales": {"take": "sum"}}), person)
    assert document["exact"]["/segments/0/coefficient"] == "1/3"
    assert not [path for path in document["exact"] if not path.startswith("/segments/0/")]


def test_wording_is_no_other_result() -> None:
    """Messages are left out, codes and places are not."""
    [document] = stored(thirds(), {})
    assert document["outcome"] == "blocked"
    text = stored_text(document)
    worded = json.loads(text)
    worded["problems"][0]["message"] = "said otherwise"
    coded = json.loads(text)
    coded["problems"][0]["code"] = "fact.other"
    assert result_digest(stored_text(worded)) == result_digest(text)
    assert result_digest(stored_text(coded)) != result_digest(text)


@pytest.mark.parametrize("place", ["total", "outcome", "coefficient", "exact"])
def test_every_value_is_in_the_digest(place: str) -> None:
    """Also the fraction alone: two values may look alike at 12 places."""
    [document] = stored(thirds(), {"facts": {"sales": "1"}})
    changed = {**document, place: {} if place == "exact" else "other"}
    assert result_digest(stored_text(changed)) != result_digest(stored_text(document))


def test_another_meaning_is_another_digest() -> None:
    """`SEMANTICS` stands in it."""
    assert result_digest("{}", SEMANTICS) != result_digest("{}", SEMANTICS + 1)


def test_who_was_refused_has_a_document_of_the_same_keys() -> None:
    """Nobody is missing because a call could not be made."""
    [document] = stored(thirds(), {"facts": {"sales": "1"}})
    refused = refused_result([Problem("period.does_not_fit", "/period", "no month")])
    assert refused.keys() == document.keys()
    assert refused["outcome"] == "blocked"
    assert refused["total"] is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=5))
def test_a_batch_stores_what_its_people_alone_would(actuals: list[int]) -> None:
    """And shown numbers with their fractions are the exact ones."""
    everybody = [{"facts": {"sales": str(actual)}} for actual in actuals]
    together = stored(thirds(), *everybody)
    assert together == [stored(thirds(), person)[0] for person in everybody]
    for actual, document in zip(actuals, together, strict=True):
        exact = document["exact"]["/coefficient"] if actual % 3 else document["coefficient"]
        assert Fraction(exact) == Fraction(actual, 3)

"""Differences of two plan documents: complete, by path, and in sentences that can be read."""

import copy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.plan import Change, compare_documents, document_hash
from rules.plan.compare import entry_names
from rules.plan.drafts import normal_documents
from tests.rules.plan.documents import Document, b2b, changed, small
from tests.rules.plan.everything import everything


def without(document: Document, path: str) -> Document:
    """The document without what stands at a JSON pointer."""
    *way, last = [int(part) if part.isdigit() else part for part in path.removeprefix("/").split("/")]
    place: Any = document
    for step in way:
        place = place[step]
    del place[last]
    return document


def inserted(document: Document, path: str, index: int, entry: Any) -> Document:
    """The document with an entry put into the list at a JSON pointer."""
    place: Any = document
    for part in path.removeprefix("/").split("/"):
        place = place[part]
    place.insert(index, entry)
    return document


@pytest.mark.parametrize(
    ("after", "kind", "path", "sentence"),
    [
        (changed(b2b(), "/currency", "USD"), "changed", "/currency", "Currency changes from EUR to USD."),
        (
            changed(b2b(), "/kpis/0/weight", "0.40"),
            "changed",
            "/kpis/revenue/weight",
            "KPI revenue: weight changes from 0.35 to 0.4.",
        ),
        (
            changed(b2b(), "/kpis/1/levels/base", "0.8 * 20"),
            "changed",
            "/kpis/margin/levels/base",
            'KPI margin, levels: base changes from 18 to "0.8 * 20".',
        ),
        (
            changed(b2b(), "/tables/revenue_rates/rows/1/rate", "0.03"),
            "changed",
            "/tables/revenue_rates/rows/1/rate",
            "Table revenue_rates, row 2 (from 1000000): rate changes from 0.02 to 0.03.",
        ),
        (
            inserted(b2b(), "/tables/revenue_rates/rows", 1, {"from": "500000", "rate": "0.015"}),
            "added",
            "/tables/revenue_rates/rows/1",
            "Table revenue_rates: row 2 (from 500000) is added: from 500000, rate 0.015.",
        ),
        (
            without(b2b(), "/tables/revenue_rates/rows/0"),
            "removed",
            "/tables/revenue_rates/rows/0",
            "Table revenue_rates: row 1 (from 0) is removed (from 0, rate 0.01).",
        ),
        (
            changed(b2b(), "/ratings/bands/3/from", "1.05"),
            "changed",
            "/ratings/bands/A/from",
            "Ratings, band A: lower edge changes from 1 to 1.05.",
        ),
        (
            changed(b2b(), "/values/more", "revenue.actual * 2"),
            "added",
            "/values/more",
            'Named value more is added: "revenue.actual * 2".',
        ),
        (
            changed(b2b(), "/limits/total_cap", None),
            "changed",
            "/limits/total_cap",
            'Limits: total cap changes from "fund * 2" to none.',
        ),
        (
            without(b2b(), "/limits/total_floor"),
            "removed",
            "/limits/total_floor",
            "Limits: total floor is removed (0).",
        ),
        (
            changed(b2b(), "/gates/0/scope", ["total", "kpi_bonus"]),
            "changed",
            "/gates/receivables/scope",
            "Gate receivables: scope changes from total to total, kpi_bonus.",
        ),
        (
            without(b2b(), "/components/1"),
            "removed",
            "/components/growth",
            'Component growth is removed (title "Growth commission", amount "tier(over_plan, revenue_rates)").',
        ),
        (
            changed(b2b(), "/examples/0/expect/total", "38416.00"),
            "changed",
            "/examples/the matrix of the handbook/expect/total",
            'Example "the matrix of the handbook", expect: total changes from 38415 to 38416.',
        ),
        (
            changed(b2b(), "/inputs/region/values", ["EMEA"]),
            "changed",
            "/inputs/region/values",
            "Input region: values changes from EMEA, APAC to EMEA.",
        ),
        (changed(b2b(), "/colour", "red"), "added", "/colour", "Colour is added: red."),
    ],
)
def test_one_edit_is_one_sentence(after: Document, kind: str, path: str, sentence: str) -> None:
    (found,) = compare_documents(b2b(), after)
    assert (found.kind, found.path, found.sentence) == (kind, path, sentence)


def test_before_and_after_stand_beside_the_sentence() -> None:
    (found,) = compare_documents(b2b(), changed(b2b(), "/kpis/0/weight", "0.40"))
    assert found.to_json() == {
        "kind": "changed",
        "path": "/kpis/revenue/weight",
        "before": "0.35",
        "after": "0.4",
        "sentence": "KPI revenue: weight changes from 0.35 to 0.4.",
    }


def test_another_order_is_one_change() -> None:
    document = b2b()
    document["kpis"].reverse()
    (found,) = compare_documents(b2b(), document)
    assert (found.kind, found.path) == ("reordered", "/kpis")
    assert found.sentence == "KPIs now stand in the order duration, overdue, new_customers, margin, revenue."


@pytest.mark.parametrize(
    ("path", "spelling"),
    [
        ("/kpis/0/weight", Decimal("0.350")),
        ("/kpis/0/levels/base", 800000),
        ("/components/0/amount", 'fund * coefficient if rating != "D" else 0'),
        ("/examples/0/expect/components/growth", "1000"),
        ("/ratings/bands/1/from", "7/10"),
    ],
)
def test_numbers_of_one_value_are_no_difference(path: str, spelling: Any) -> None:
    assert compare_documents(b2b(), changed(b2b(), path, spelling)) == ()
    # Where the weights no longer add up it is a draft, and the same holds.
    broken = changed(b2b(), "/kpis/1/weight", "0.5")
    assert compare_documents(broken, changed(copy.deepcopy(broken), path, spelling)) == ()


def test_a_text_that_looks_like_a_number_is_a_text() -> None:
    assert len(compare_documents(small(title="1.0"), small(title="1"))) == 1


def test_long_values_are_cut_in_sentences_only() -> None:
    formula = " + ".join(["revenue.actual"] * 20)
    (found,) = compare_documents(b2b(), changed(b2b(), "/values/over_plan", formula))
    assert len(found.sentence) < 250
    assert found.after == formula


def test_two_entries_of_one_name_are_compared_by_position() -> None:
    assert entry_names([{"key": "a"}, {"key": "a"}]) is None
    twice = small(components=[{"key": "a", "amount": "1"}, {"key": "a", "amount": "2"}])
    (found,) = compare_documents(twice, changed(copy.deepcopy(twice), "/components/1/amount", "3"))
    assert found.path == "/components/1/amount"
    assert found.sentence == "Component 2 (key a): amount changes from 2 to 3."


# The law: the changes are all there is between two documents.


def applied(document: Any, changes: tuple[Change, ...]) -> Any:
    """The document after the changes: edits first, then what goes (from the end), what comes, and orders."""
    result = copy.deepcopy(document)
    edits = [one for one in changes if one.kind == "changed"]
    gone = [one for one in reversed(changes) if one.kind == "removed"]
    come = [one for one in changes if one.kind == "added"]
    for change in (*edits, *gone, *come, *(one for one in changes if one.kind == "reordered")):
        result = apply(result, [step.replace("~1", "/").replace("~0", "~") for step in steps_of(change)], change)
    return result


def steps_of(change: Change) -> list[str]:
    return change.path.split("/")[1:]


def apply(node: Any, steps: list[str], change: Change) -> Any:
    if not steps:
        if change.kind == "reordered":
            names = dict(zip(entry_names(node) or (), node, strict=True))
            return [names[name] for name in change.after]  # type: ignore[attr-defined]
        return change.after
    step, *rest = steps
    if isinstance(node, list):
        known = () if step.isdigit() else entry_names(node) or ()
        index = int(step) if step.isdigit() else known.index(step) if step in known else len(node)
        return on_list(node, index, rest, change)
    if not rest and change.kind == "removed":
        return {key: item for key, item in node.items() if key != step}
    return {**node, step: apply(node.get(step), rest, change)}


def on_list(node: list[Any], index: int, rest: list[str], change: Change) -> list[Any]:
    if not rest and change.kind == "added":
        return [*node[:index], change.after, *node[index:]]
    if not rest and change.kind == "removed":
        return [*node[:index], *node[index + 1 :]]
    return [*node[:index], apply(node[index], rest, change), *node[index + 1 :]]


keys = st.sampled_from(["a", "b", "c", "levels", "rows", "x/y~z"])
leaves = st.sampled_from(["1", "2", "0.5", "fund * 2", True, False, None])


def nodes(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    named = st.lists(
        st.builds(lambda key, body: {"key": key, **body}, keys, st.dictionaries(st.just("body"), inner)),
        max_size=4,
        unique_by=lambda entry: str(entry["key"]),
    )
    nameless = st.lists(st.dictionaries(st.sampled_from(["from", "rate"]), inner, min_size=1, max_size=2), max_size=4)
    return st.one_of(named, nameless, st.lists(leaves, max_size=3), st.dictionaries(keys, inner, max_size=3))


documents = st.dictionaries(keys, st.recursive(leaves, nodes, max_leaves=12), max_size=4)


@settings(max_examples=60)
@given(documents)
def test_a_document_differs_in_nothing_from_itself(document: Document) -> None:
    assert compare_documents(document, copy.deepcopy(document)) == ()


@settings(max_examples=60)
@given(documents, documents)
def test_the_changes_lead_from_one_to_the_other(before: Document, after: Document) -> None:
    changes = compare_documents(before, after)
    start, end = normal_documents(before, after)
    assert applied(start, changes) == end
    assert bool(changes) == (document_hash(before) != document_hash(after))
    assert all(one.sentence.endswith(".") for one in changes)


@pytest.mark.parametrize(("before", "after"), [(b2b(), everything()), (everything(), b2b()), (small(), b2b())])
def test_plans_without_anything_in_common_are_compared_as_well(before: Document, after: Document) -> None:
    changes = compare_documents(before, after)
    start, end = normal_documents(before, after)
    assert applied(start, changes) == end
    assert len({change.path for change in changes if change.kind != "reordered"}) == len(
        [change for change in changes if change.kind != "reordered"]
    )

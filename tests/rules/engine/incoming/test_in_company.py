"""What comes out for a person does not depend on who else is calculated in the same batch."""

from typing import Any

import pytest

from tests.rules.build import Document, codes, kpi, named, one, paying, people, plan

BINARY = paying("100 * coefficient", kpis=[kpi("a", weight="1", levels={"normal": "2"}, curve={"kind": "binary"})])
ONLY_TARGET = paying("100 * coefficient", kpis=[kpi("a", weight="1", levels={"target": "3"})])
PERCENT = plan(
    kpis=[kpi("a", unit="%", levels={"normal": "2"}, curve={"kind": "ratio"})],
    components=[{"key": "pay", "amount": "a.index"}],
)
PERSONAL: Document = {"base": "3", "normal": "2", "target": "1"}
WEIGHTS = paying("coefficient", kpis=[kpi("a", weight="1")])

COMPANY: list[tuple[str, Document, Document, Document]] = [
    ("no base under binary", BINARY, {"facts": {"a": "9"}}, {"facts": {"a": "9"}, "levels": {"a": PERSONAL}}),
    ("no normal", ONLY_TARGET, {"facts": {"a": "2"}}, {"facts": {"a": "2"}, "levels": {"a": PERSONAL}}),
    ("a percent that looks like a share", PERCENT, {"facts": {"a": "0.5"}}, {"levels": {"a": {"base": "1"}}}),
    (
        "unknown weights",
        WEIGHTS,
        {"facts": {"a": "1"}, "weights": {"x": "1", "y": "1"}},
        {"facts": {"a": "1"}, "weights": {"y": "1", "x": "1"}},
    ),
    (
        "unknown facts and inputs",
        WEIGHTS,
        {"facts": {"x": "1", "y": "1"}, "inputs": {"x": "1", "y": "1"}, "not_applicable": {"x": "no", "y": "no"}},
        {"facts": {"y": "1", "x": "1"}, "inputs": {"y": "1", "x": "1"}, "not_applicable": {"y": "no", "x": "no"}},
    ),
    (
        "unknown levels",
        WEIGHTS,
        {"facts": {"a": "1"}, "levels": {"x": {"base": "1", "goal": "1"}, "y": {"base": "1"}}},
        {"facts": {"a": "1"}, "levels": {"y": {"base": "1"}, "x": {"goal": "1", "base": "1"}}},
    ),
]


@pytest.mark.parametrize(("document", "person", "colleague"), named(COMPANY))
def test_alone_and_in_company(document: Document, person: Document, colleague: Document) -> None:
    alone = one(document, **person)
    assert people(document, person, colleague).result(0) == alone
    assert {**people(document, colleague, person).result(1), "id": "E1"} == alone


def test_without_a_base_higher_is_better() -> None:
    results = people(BINARY, {"facts": {"a": "9"}}, {"facts": {"a": "9"}, "levels": {"a": {"base": "3"}}}).results()
    assert [result["coefficient"] for result in results] == ["1", "0"]


def test_a_target_does_not_help_where_base_and_normal_are_missing() -> None:
    result = one(ONLY_TARGET, facts={"a": "2"})
    assert (result["outcome"], codes(result["problems"])) == ("blocked", ["levels.absent"])


def test_a_level_that_only_others_have_does_not_vouch_for_a_percent() -> None:
    document = plan(kpis=[kpi("a", unit="%", levels=None)], components=[{"key": "pay", "amount": "a.actual"}])
    small: dict[str, Any] = {"facts": {"a": "0.5"}}
    results = people(document, small, {**small, "levels": {"a": {"base": "1"}}}).results()
    assert [codes(result["warnings"]) for result in results] == [[], ["fact.suspect_percent"]]

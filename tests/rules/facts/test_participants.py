"""Participants of a call: what leaves no row refuses the call, everything else blocks only its person."""

from datetime import date
from typing import Any

import pytest

from rules.facts.participants import read_participants
from rules.period import Period
from rules.problems import CallRefused
from tests.rules.build import codes, kpi, named, paying, people


def test_cells_go_to_their_columns_and_absent_ones_stay_absent() -> None:
    intake = read_participants(
        [
            {"id": "E1", "inputs": {"fund": "1"}, "facts": {"revenue": None}, "levels": {"revenue": {"normal": 5}}},
            {"id": "E2", "facts": {"revenue": ["1"]}, "weights": {"revenue": "1/3"},
             "not_applicable": {"revenue": "on leave"},
             "prior": {"facts": {"revenue": 7}, "paid": {}, "balances": None}},
            {"id": "E3", "inputs": None, "group": "north", "manager": None},
        ]
    )  # fmt: skip
    assert intake.ids == ["E1", "E2", "E3"]
    assert intake.inputs == {"fund": ["1", None, None]}
    assert intake.facts == {"revenue": [None, ["1"], None]}
    assert intake.levels == {("revenue", "normal"): [5, None, None]}
    assert intake.weights == {"revenue": [None, "1/3", None]}
    assert intake.not_applicable == {"revenue": [None, "on leave", None]}
    assert intake.prior_facts == {"revenue": [None, 7, None]}
    assert intake.problems == {}


REFUSED_CALLS: list[tuple[str, object, list[tuple[str, str]]]] = [
    ("no list", {"id": "E1"}, [("participants.shape", "/participants")]),
    ("nobody", [], [("participants.shape", "/participants")]),
    ("no object", ["E1"], [("participants.shape", "/participants/0")]),
    ("no id", [{}], [("participants.id", "/participants/0/id")]),
    ("a number as id", [{"id": 5}], [("participants.id", "/participants/0/id")]),
    ("an empty id", [{"id": "  "}], [("participants.id", "/participants/0/id")]),
    ("a very long id", [{"id": "x" * 201}], [("participants.id", "/participants/0/id")]),
    ("a line break in an id", [{"id": "E1\nE2"}], [("participants.id", "/participants/0/id")]),
    ("a control character in an id", [{"id": "E1\x1b[2J"}], [("participants.id", "/participants/0/id")]),
    ("the same id twice, and more", [{"id": "E1"}, {"id": "E2"}, {"id": "E1"}, 7],
     [("participants.duplicate_id", "/participants/2/id"), ("participants.shape", "/participants/3")]),
]  # fmt: skip


@pytest.mark.parametrize(("given", "problems"), named(REFUSED_CALLS))
def test_without_a_row_to_put_a_result_on_the_call_is_refused(given: object, problems: list[tuple[str, str]]) -> None:
    with pytest.raises(CallRefused) as refused:
        read_participants(given)
    assert [(problem.code, problem.path) for problem in refused.value.problems] == problems


def test_a_duplicate_id_names_both_places() -> None:
    with pytest.raises(CallRefused) as refused:
        read_participants([{"id": "E1"}, {"id": "E2"}, {"id": "E1"}])
    [problem] = refused.value.problems
    assert problem.path == "/participants/2/id"
    assert "/participants/0 " in problem.message


def test_names_that_nobody_shares_cannot_fill_the_memory() -> None:
    given = [{"id": f"E{row}", "facts": {f"f{row}_{number}": 1 for number in range(3)}} for row in range(4_000)]
    with pytest.raises(CallRefused) as refused:
        read_participants(given)
    [problem] = refused.value.problems
    assert (problem.code, problem.path) == ("participants.too_many_names", "/participants")
    assert "at most 5,000 different names" in problem.message
    assert len(read_participants(given[:2_000]).facts) == 6_000


BLOCKING: list[tuple[str, dict[str, Any], str, str]] = [
    ("an unknown key", {"fact": {}}, "participant.unknown_key", "/fact"),
    ("inputs that are no object", {"inputs": ["1"]}, "participant.shape", "/inputs"),
    ("facts that are no object", {"facts": "5"}, "participant.shape", "/facts"),
    ("levels that are no object", {"levels": []}, "participant.shape", "/levels"),
    ("levels of a KPI that are no object", {"levels": {"revenue": "5"}}, "participant.shape", "/levels/revenue"),
    ("weights that are no object", {"weights": "1"}, "participant.shape", "/weights"),
    ("not applicable without a reason", {"not_applicable": {"revenue": " "}}, "not_applicable.reason",
     "/not_applicable/revenue"),
    ("not applicable as a yes", {"not_applicable": {"revenue": True}}, "not_applicable.reason",
     "/not_applicable/revenue"),
    ("prior that is no object", {"prior": "5"}, "participant.shape", "/prior"),
    ("an unknown key in prior", {"prior": {"fact": {}}}, "participant.unknown_key", "/prior/fact"),
    ("prior facts that are no object", {"prior": {"facts": []}}, "participant.shape", "/prior/facts"),
    ("amounts paid that are no object", {"prior": {"paid": "1"}}, "participant.shape", "/prior/paid"),
    ("opening balances that are no object", {"prior": {"balances": []}}, "participant.shape", "/prior/balances"),
    ("a group that is no text", {"group": 5}, "participant.shape", "/group"),
    ("a manager that is no text", {"manager": {"id": "E9"}}, "participant.shape", "/manager"),
]  # fmt: skip


@pytest.mark.parametrize(("person", "code", "path"), named(BLOCKING))
def test_what_is_wrong_with_one_person_blocks_only_that_person(person: dict[str, Any], code: str, path: str) -> None:
    batch = people(paying("1", kpis=[kpi()]), {}, person, {})
    blocked = batch.result(1)
    assert [(problem["code"], problem["path"]) for problem in blocked["problems"]] == [(code, path)]
    assert (blocked["outcome"], blocked["total"]) == ("blocked", None)
    assert [batch.result(row)["total"] for row in (0, 2)] == ["1.00", "1.00"]


def test_an_empty_later_part_changes_nothing_and_is_let_through() -> None:
    batch = people(paying("1"), {"segments": [], "assignment": None, "prior": {"paid": {}, "balances": {}}})
    assert batch.result(0)["total"] == "1.00"


@pytest.mark.parametrize("part", ["assignment", "segments", "cost_centres"])
@pytest.mark.parametrize("junk", ["", 0, False, [], {}])
def test_what_is_falsy_is_not_absent(part: str, junk: Any) -> None:
    is_nothing = {"assignment": {}, "segments": [], "cost_centres": {}}[part] == junk
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    result = people(paying("1"), {part: junk}, period=march).result(0)
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == (
        [] if is_nothing else [(f"{part}.shape", f"/{part}")]
    )


def test_several_findings_of_one_person_are_all_told() -> None:
    batch = people(paying("1"), {"fact": 1, "factor": 2, "inputs": 3})
    assert codes(batch.result(0)["problems"]) == ["participant.unknown_key"] * 2 + ["participant.shape"]


def test_a_call_that_names_something_else_for_everybody_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rules.facts.participants.CELLS_MAX", 6)
    fine = [{"id": "E1", "inputs": {"a": "1"}, "facts": {"b": "1"}}, {"id": "E2", "levels": {"k": {"normal": "1"}}}]
    assert len(read_participants(fine).ids) == 2
    with pytest.raises(CallRefused) as refused:
        read_participants([*fine[:1], {"id": "E2", "levels": {"k": {"normal": "1", "base": "1"}}}])
    assert [problem.code for problem in refused.value.problems] == ["participants.too_many_names"]

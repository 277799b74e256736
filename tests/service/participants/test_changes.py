"""Rows of changes: every problem of every row is found, each at its place."""

from typing import Any

import pytest

from service.participants.bodies import change_of, changes_of
from service.participants.changes import ROWS_MAX, ParticipantChange, check_changes
from service.participants.identity import is_external_id

GOOD: dict[str, Any] = {
    "id": "E1",
    "name": "Ann Vega",
    "email": "ann@example.com",
    "payroll_id": "P-1",
    "effective_from": "2026-01-01",
    "attributes": {"salary": "5000", "team": "north", "manager": "E2"},
}


def problems_of(*participants: object) -> list[tuple[str, str]]:
    rows, problems = changes_of({"participants": list(participants)})
    _, more = check_changes(rows)
    return [(problem.code, problem.path) for problem in (*problems, *more)]


def test_a_good_row_has_no_problems() -> None:
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(
    ("changed", "code", "path"),
    [
        ({"id": None}, "participant.id", "/id"),
        ({"id": 17}, "participant.id", "/id"),
        ({"id": "a/b"}, "participant.id", "/id"),
        ({"nmae": "x"}, "participant.unknown_key", "/nmae"),
        ({"name": ""}, "participant.identity", "/name"),
        ({"name": 5}, "participant.identity", "/name"),
        ({"email": "ann"}, "participant.identity", "/email"),
        ({"email": "@example.com"}, "participant.identity", "/email"),
        ({"payroll_id": "x" * 201}, "participant.identity", "/payroll_id"),
        ({"effective_from": None}, "dates.missing", "/effective_from"),
        ({"effective_from": "2026-02-30"}, "dates.not_a_day", "/effective_from"),
        ({"effective_from": "1.2.2026"}, "dates.not_a_day", "/effective_from"),
        ({"effective_until": "2026-01-01"}, "dates.ends_before_start", "/effective_until"),
        ({"effective_until": 2027}, "dates.not_a_day", "/effective_until"),
        ({"replace_later": "yes"}, "participant.replace_later", "/replace_later"),
        ({"replace_later": True, "effective_until": "2027-01-01"}, "participant.replace_later", "/replace_later"),
        ({"attributes": []}, "participant.shape", "/attributes"),
        ({"attributes": {"salary": "-1"}}, "attribute.out_of_range", "/attributes/salary"),
        ({"attributes": {"colour": "red"}}, "attribute.unknown_key", "/attributes/colour"),
        ({"attributes": {"name": "x"}}, "attribute.unknown_key", "/attributes/name"),
        ({"attributes": {"a/b": "x"}}, "attribute.unknown_key", "/attributes/a~1b"),
    ],
)
def test_one_thing_that_is_wrong(changed: dict[str, Any], code: str, path: str) -> None:
    assert problems_of({**GOOD, "id": "E0"}, {**GOOD, **changed}) == [(code, "/participants/1" + path)]
    change, problems = change_of({**GOOD, **changed})
    _, more = check_changes([change])
    assert [(problem.code, problem.path) for problem in (*problems, *more)] == [(code, path)]


def test_every_problem_of_every_row_is_told() -> None:
    bad = {"id": "", "effective_from": "x", "attributes": {"fte": "2", "currency": "€"}}
    assert problems_of(bad, "E2", GOOD, GOOD) == [
        ("participants.shape", "/participants/1"),
        ("participants.duplicate_id", "/participants/3/id"),
        ("participant.id", "/participants/0/id"),
        ("attribute.out_of_range", "/participants/0/attributes/fte"),
        ("attribute.currency", "/participants/0/attributes/currency"),
        ("dates.not_a_day", "/participants/0/effective_from"),
    ]


def test_names_alone_need_no_day() -> None:
    checked, problems = check_changes([ParticipantChange("E1", place=lambda key: key, identity={"name": "Ann"})])
    assert problems == []
    assert checked[0].identity == {"name": "Ann"}
    assert not checked[0].values


@pytest.mark.parametrize("body", [{}, {"participants": "E1"}, {"participants": {}}, {"people": [GOOD]}])
def test_a_body_without_a_list_is_refused(body: dict[str, Any]) -> None:
    _, problems = changes_of(body)
    assert "participants.shape" in {problem.code for problem in problems}


def test_too_many_and_no_rows_are_refused() -> None:
    row = ParticipantChange("E1", place=lambda key: key)
    for rows in ([], [row] * (ROWS_MAX + 1)):
        assert [problem.code for problem in check_changes(rows)[1]] == ["participants.count"]


def test_the_id_of_the_address_counts() -> None:
    change, problems = change_of({"name": "Ann"}, external_id="E1")
    assert (change.external_id, problems) == ("E1", [])
    _, problems = change_of({"id": "E2"}, external_id="E1")
    assert [problem.code for problem in problems] == ["participant.other_id"]


@pytest.mark.parametrize("id_", ["E1", "007", "José", "a b", "a.b", "x" * 128, "ü", "?", "#", "imports"])
def test_ids(id_: str) -> None:
    assert is_external_id(id_)


@pytest.mark.parametrize("id_", ["import", "bulk", "export.csv", "template.xlsx", ".", ".."])
def test_words_of_addresses_are_no_ids(id_: str) -> None:
    assert not is_external_id(id_)


@pytest.mark.parametrize("id_", ["", " E1", "a/b", "x" * 129, "u\u0308", "a\tb", "\ud800", 5, None, True])
def test_no_ids(id_: object) -> None:
    assert not is_external_id(id_)

"""Corrections: of one source id only the highest revision counts, and nothing counts twice."""

from itertools import permutations
from typing import Any

import pytest

from rules.facts.revisions import ObservationRefused, in_force
from tests.rules.build import codes, named, one, paying


def seen(value: str, source_id: str | None = None, revision: object = None, **more: str) -> dict[str, Any]:
    parts = {"value": value, "source_id": source_id, "revision": revision, **more}
    return {name: part for name, part in parts.items() if part is not None}


CASES: list[tuple[str, list[Any], list[str]]] = [
    ("nothing said about ids", ["1", {"value": "1"}, {"value": "1"}], ["1", "1", "1"]),
    ("different ids", [seen("1", "a"), seen("2", "b")], ["1", "2"]),
    ("the later revision replaces the earlier", [seen("1", "a", 1), seen("2", "a", 2)], ["2"]),
    ("no revision is the first", [seen("1", "a"), seen("2", "a", 1)], ["2"]),
    ("revisions are numbers, not texts", [seen("9", "a", "9"), seen("10", "a", "10")], ["10"]),
    ("a correction may move the date", [seen("1", "a", 1, date="2026-03-01"),
                                        seen("2", "a", 2, date="2026-03-09")], ["2"]),
    ("another source has its own ids", [seen("1", "a", 1, source="crm"), seen("2", "a", 2, source="erp")], ["1", "2"]),
    ("without an id the date tells them apart", [seen("1", revision=1, date="2026-03-01"),
                                                 seen("2", revision=2, date="2026-03-01"),
                                                 seen("3", revision=1, date="2026-03-02")], ["2", "3"]),
    ("plain values beside them stay", ["7", seen("1", "a", 1), seen("2", "a", 2)], ["7", "2"]),
]  # fmt: skip


def values(observations: Any) -> list[str]:
    return [shown["value"] if isinstance(shown, dict) else shown for shown in observations]


@pytest.mark.parametrize(("observations", "left"), named(CASES))
def test_which_observations_count(observations: list[Any], left: list[str]) -> None:
    assert values(in_force(observations, "/facts/x")) == left
    for order in permutations(observations):
        assert sorted(values(in_force(list(order), "/facts/x"))) == sorted(left)


REFUSED: list[tuple[str, list[Any], str]] = [
    ("sent twice", [seen("1", "a", 1, date="2026-03-01"), seen("1", "a", 1, date="2026-03-01")],
     "fact.duplicate_observation"),
    ("sent twice without a revision", [seen("1", "a"), seen("1", "a")], "fact.duplicate_observation"),
    ("sent twice with another value", [seen("1", "a"), seen("2", "a")], "fact.duplicate_observation"),
    ("sent twice on two days", [seen("1", "a", date="2026-03-01"), seen("1", "a", date="2026-03-02")],
     "fact.duplicate_observation"),
    ("a revision that is no number", [seen("1", "a", "first")], "fact.observation_shape"),
    ("a negative revision", [seen("1", "a", -1)], "fact.observation_shape"),
    ("a revision with a point", [seen("1", "a", "1.5")], "fact.observation_shape"),
    ("an endless revision", [seen("1", "a", "1" * 19)], "fact.observation_shape"),
]  # fmt: skip


@pytest.mark.parametrize(("observations", "code"), named(REFUSED))
def test_what_cannot_be_told_apart_is_refused(observations: list[Any], code: str) -> None:
    with pytest.raises(ObservationRefused) as refused:
        in_force(observations, "/facts/x")
    assert (refused.value.problem.code, refused.value.problem.path) == (code, "/facts/x")


def test_a_correction_is_paid_once_and_a_repetition_not_at_all() -> None:
    document = paying("deals.actual", kpis=[{"key": "deals"}], facts={"deals": {"kind": "number", "take": "sum"}})
    corrected = [seen("100", "a", 1), seen("70", "a", 2), seen("5", "b", 1)]
    assert one(document, facts={"deals": corrected})["total"] == "75.00"
    repeated = one(document, facts={"deals": [seen("100", "a"), seen("100", "a")]})
    assert codes(repeated["problems"]) == ["fact.duplicate_observation"]


def test_rows_without_an_id_all_count() -> None:
    rows = [{"amount": "1", "revision": 1}, {"amount": "2"}, {"amount": "3", "id": "a"}, {"id": "a", "revision": 1}]
    assert in_force(rows, "/facts/x", "id") == [rows[0], rows[1], rows[3]]

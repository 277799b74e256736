"""Roll-ups count everybody below a person once."""

from rules.population.gathered import Reports
from rules.population.roll_up import roll_up

#  boss ── north ── n1, n2
#       └─ south ── s1
CHAIN = {"n1": "north", "n2": "north", "north": "boss", "s1": "south", "south": "boss", "boss": None}


def reports(
    values: dict[str, int | None], managers: dict[str, str | None], groups: dict[str, str] | None = None
) -> Reports:
    found = Reports()
    for id_, value in values.items():
        found.add(id_, managers.get(id_), (groups or {}).get(id_), value)
    return found


VALUES: dict[str, int | None] = {"s1": 16, "boss": 1, "n1": 4, "north": 2, "n2": 8, "south": 32}


def test_everybody_below_counts_and_the_person_does_not() -> None:
    found = roll_up(reports(VALUES, CHAIN))
    assert found.below == {"boss": 62, "north": 12, "south": 16, "n1": 0, "n2": 0, "s1": 0}
    assert found.people == {"boss": 5, "north": 2, "south": 1, "n1": 0, "n2": 0, "s1": 0}
    assert not found.is_flat


def test_a_manager_outside_the_call_ends_the_chain() -> None:
    found = roll_up(reports({"n1": 4, "north": 2}, CHAIN))
    assert found.below == {"north": 4, "n1": 0}


def test_only_people_of_the_same_group_count() -> None:
    groups = {"boss": "A", "north": "A", "n1": "B", "n2": "A", "south": "B", "s1": "A"}
    assert roll_up(reports(VALUES, CHAIN, groups)).below == {
        "boss": 26, "north": 8, "south": 0, "n1": 0, "n2": 0, "s1": 0,
    }  # fmt: skip


def test_those_above_a_blocked_person_wait_for_them() -> None:
    found = roll_up(reports({**VALUES, "n1": None}, CHAIN))
    assert found.waiting == {"north", "boss"}


def test_a_circle_is_told_to_those_in_it_and_below_it() -> None:
    managers: dict[str, str | None] = {"a": "b", "b": "a", "c": "a", "d": None}
    found = roll_up(reports({"a": 1, "b": 1, "c": 1, "d": 1}, managers))
    assert found.circular == {"a", "b", "c"}


def test_nobody_who_reports_to_anybody_is_flat() -> None:
    assert roll_up(reports({"a": 1, "b": 2}, {"a": "elsewhere"})).is_flat

"""An intake starts empty: no column is shared with another one."""

from rules.facts import Intake


def test_two_intakes_share_nothing() -> None:
    first, second = Intake(["E1"]), Intake(["E2"])
    first.inputs["fund"] = ["1"]
    first.problems[0] = []
    assert (second.inputs, second.facts, second.levels, second.problems) == ({}, {}, {}, {})

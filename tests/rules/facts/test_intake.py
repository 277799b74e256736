"""An intake starts empty, shares no column with another one, and can be taken in chunks."""

from rules.facts import Intake
from rules.facts.participants import read_participants
from rules.problems import Problem


def test_two_intakes_share_nothing() -> None:
    first, second = Intake(["E1"]), Intake(["E2"])
    first.inputs["fund"] = ["1"]
    first.problems[0] = []
    assert (second.inputs, second.facts, second.levels, second.problems) == ({}, {}, {}, {})


def test_chunks_hold_everything_once_and_in_order() -> None:
    parts: list[dict[str, object]] = [
        {"inputs": {"fund": "1"}, "facts": {"revenue": "2"}},
        {"levels": {"revenue": {"base": "3"}}, "weights": {"revenue": "1"}},
        {"not_applicable": {"revenue": "on leave"}, "prior": {"facts": {"revenue": "4"}}},
        {"salary": 1},
        {"facts": {"revenue": "5"}},
    ]
    given = [{"id": f"E{number}", **part} for number, part in enumerate(parts)]
    whole = read_participants(given)
    whole.warnings[4] = [Problem("fact.odd", "/facts/revenue", "odd")]
    chunks = list(whole.parts(2))
    assert [chunk.ids for chunk in chunks] == [["E0", "E1"], ["E2", "E3"], ["E4"]]
    for name in ("inputs", "facts", "levels", "weights", "not_applicable", "prior_facts"):
        for key, column in getattr(whole, name).items():
            assert [cell for chunk in chunks for cell in getattr(chunk, name)[key]] == column
    assert [chunk.problems for chunk in chunks] == [{}, {1: whole.problems[3]}, {}]
    assert [chunk.warnings for chunk in chunks] == [{}, {}, {0: whole.warnings[4]}]
    assert list(whole.parts(5)) == [whole]

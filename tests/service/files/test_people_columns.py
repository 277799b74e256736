"""What a file says of a person beside the plan's own names: ties, time in force, earlier pay and balances."""

from dataclasses import replace
from pathlib import Path

import pytest

from service.files.facts import read_facts
from tests.service.files.cells import shown
from tests.service.files.samples import LAYOUT, csv_file, read_one, refusal, row_problems, row_warnings, workbook


def test_wide_columns_go_where_the_engine_looks(tmp_path: Path) -> None:
    columns = "group,manager,currency,assignment.from,assignment.to,assignment.reason,paid.bonus,balance.draw"
    rows = "E1,north,007,USD,2026-03-10,2026-03-20,resigned,1200.50,-40\nE2,,,,,,,,\nE3,,,,2026-03-01,,,0,"
    intake = read_one(csv_file(tmp_path, f"participant,{columns}\n{rows}\n"))
    assert intake.ties == {
        "group": ["north", None, None],
        "manager": ["007", None, None],
        "currency": ["USD", None, None],
    }
    assert intake.details == {
        "assignment": [
            {"from": "2026-03-10", "to": "2026-03-20", "reason": "resigned"},
            None,
            {"from": "2026-03-01"},
        ]
    }
    assert shown(intake.prior_paid) == {"bonus": ["1200.50", None, "0"]}
    assert shown(intake.prior_balances) == {"draw": ["-40", None, None]}
    assert intake.problems == {}


def test_long_rows_go_where_the_engine_looks(tmp_path: Path) -> None:
    rows = [
        "E1,group,,north",
        "E1,assignment.from,,2026-03-10",
        "E1,assignment.to,,2026-03-20",
        "E1,paid.bonus,,12",
        "E2,balance.draw,,5",
    ]
    intake = read_one(csv_file(tmp_path, "\n".join(["participant,key,date,value", *rows, ""])))
    assert intake.ties == {"group": ["north", None]}
    assert intake.details == {"assignment": [{"from": "2026-03-10", "to": "2026-03-20"}, None]}
    assert shown(intake.prior_paid) == {"bonus": ["12", None]}
    assert shown(intake.prior_balances) == {"draw": [None, "5"]}


def test_shares_of_cost_centres_are_one_object(tmp_path: Path) -> None:
    text = "participant,cost_centre.CC1,cost_centre.4711\nE1,0.6,0.4\nE2,1,\nE3,,\nE4,half,0.5\n"
    intake = read_one(csv_file(tmp_path, text))
    assert intake.details == {"cost_centres": [{"CC1": "0.6", "4711": "0.4"}, {"CC1": "1"}, None, None]}
    assert row_problems(intake) == {3: [("file.not_a_number", 'line 5, column "cost_centre.CC1"')]}


def test_a_bad_cell_is_named_and_its_person_has_no_half_assignment(tmp_path: Path) -> None:
    text = "participant,assignment.from,assignment.to,paid.bonus\nE1,10.03.2026,2026-03-20,\nE2,2026-03-01,,much\n"
    intake = read_one(csv_file(tmp_path, text))
    assert row_problems(intake) == {
        0: [("file.not_a_date", 'line 2, column "assignment.from"')],
        1: [("file.not_a_number", 'line 3, column "paid.bonus"')],
    }
    assert intake.details == {"assignment": [None, {"from": "2026-03-01"}]}


def test_a_manager_in_a_number_cell_is_an_id_with_a_warning(tmp_path: Path) -> None:
    intake = read_one(workbook(tmp_path, [["participant", "manager"], ["E1", 7]]))
    assert intake.ties == {"manager": ["7"]}
    [[(_, place)]] = row_warnings(intake).values()
    assert place == "Sheet1!B2"


@pytest.mark.parametrize("column", ["paid.tips", "balance.bonus", "assignment.end", "groups"])
def test_names_that_nobody_knows_are_refused(tmp_path: Path, column: str) -> None:
    assert refusal(csv_file(tmp_path, f"participant,{column}\nE1,1\n")) == [("file.unknown_column", "line 1, cell 2")]


def test_a_name_of_the_plan_beats_one_of_the_format(tmp_path: Path) -> None:
    layout = replace(LAYOUT, inputs=LAYOUT.inputs | {"group"}, words=LAYOUT.words | {"group"})
    [intake] = read_facts(csv_file(tmp_path, "participant,group\nE1,A\n"), layout)
    assert (shown(intake.inputs), intake.ties) == ({"group": ["A"]}, {})


def test_observations_carry_time_currency_and_evidence(tmp_path: Path) -> None:
    rows = ["E1,revenue,2026-03-05,10,09:30,USD,", "E1,grade,,good,,,seen twice", "E2,revenue,,1,,,"]
    text = "\n".join(["participant,key,date,value,time,currency,evidence", *rows, ""])
    intake = read_one(csv_file(tmp_path, text))
    source = {"source": "file:facts.csv"}
    assert intake.facts["revenue"] == [
        [{"value": "10", **source, "date": "2026-03-05", "time": "09:30", "currency": "USD"}],
        [{"value": "1", **source}],
    ]
    assert intake.facts["grade"] == [[{"value": "good", **source, "evidence": "seen twice"}], None]

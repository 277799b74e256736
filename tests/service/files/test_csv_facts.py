"""Wide CSV files: one row a person."""

from pathlib import Path

import pytest

from service.files.facts import FactsLayout, read_facts
from service.files.refused import FileRefused
from tests.service.files.cells import shown, shown_column
from tests.service.files.samples import LAYOUT, csv_file, options, read_all, read_one, refusal, row_problems


def test_every_kind_of_column_goes_where_the_engine_looks(tmp_path: Path) -> None:
    levels = "revenue.base,revenue.normal,revenue.target,revenue.weight,prior.revenue"
    path = csv_file(
        tmp_path,
        f"participant,fund,region,senior,revenue,grade,{levels}\n007,42000,EMEA,TRUE,1100000.50,good,8,10,12,0.35,900\nE2,,,,,,,,,,\n",
    )
    intake = read_one(path)
    assert intake.ids == ["007", "E2"]
    assert shown(intake.inputs) == {"fund": ["42000", None], "region": ["EMEA", None], "senior": [True, None]}
    assert shown(intake.facts) == {"revenue": ["1100000.50", None], "grade": ["good", None]}
    assert intake.levels == {
        ("revenue", "base"): ["8", None],
        ("revenue", "normal"): ["10", None],
        ("revenue", "target"): ["12", None],
    }
    assert intake.weights == {"revenue": ["0.35", None]}
    assert intake.prior_facts == {"revenue": ["900", None]}
    assert (intake.not_applicable, intake.problems, intake.warnings) == ({}, {}, {})


def test_not_applicable_is_understood_for_kpis_only(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "participant,revenue,margin,grade,profit,fund,region\nE1,n/a,n/a,N/A,n/a,n/a,n/a\nE2,1,,x,2,3,y\n"
    )
    intake = read_one(path)
    reason = ["n/a in the file", None]
    assert intake.not_applicable == {"revenue": reason, "margin": reason, "grade": reason}
    refused = "file.not_applicable_here"
    assert shown(intake.facts) == {"revenue": [None, "1"], "grade": [None, "x"], "profit": [refused, "2"]}
    # A category input may have a code of this spelling: the plan decides.
    assert shown(intake.inputs) == {"fund": [refused, "3"], "region": ["n/a", "y"]}
    place = "line 2, column "
    assert row_problems(intake) == {
        0: [("file.not_applicable_here", f'{place}"profit"'), ("file.not_applicable_here", f'{place}"fund"')]
    }


def test_a_computed_kpi_takes_no_value(tmp_path: Path) -> None:
    intake = read_one(csv_file(tmp_path, "participant,margin\nE1,22\nE2,\n"))
    assert row_problems(intake) == {0: [("file.computed_kpi", 'line 2, column "margin"')]}
    assert shown(intake.facts) == {}


def test_a_bad_cell_blocks_its_person_and_nobody_else(tmp_path: Path) -> None:
    intake = read_one(csv_file(tmp_path, "participant,revenue,senior\nE1,abc,maybe\nE2,5,false\nE3,12%,\n"))
    assert shown(intake.facts) == {"revenue": ["file.not_a_number", "5", "file.not_a_number"]}
    assert shown(intake.inputs) == {"senior": ["file.not_a_boolean", False, None]}
    assert row_problems(intake) == {
        0: [("file.not_a_number", 'line 2, column "revenue"'), ("file.not_a_boolean", 'line 2, column "senior"')],
        2: [("file.not_a_number", 'line 4, column "revenue"')],
    }


def test_messages_carry_no_cell(tmp_path: Path) -> None:
    intake = read_one(csv_file(tmp_path, "participant,revenue,senior,region\nE1,98765.4%,98765,98\x07765\n"))
    messages = " ".join(found.message for found in intake.problems[0])
    assert len(intake.problems[0]) == 3
    assert "98" not in messages


@pytest.mark.parametrize(
    "text",
    [
        "participant,revenue\nE1,5\n",
        "participant;revenue\nE1;5\n",
        "participant\trevenue\nE1\t5\n",
        "sep=;\nparticipant;revenue\nE1;5\n",
        "sep=,\r\nparticipant,revenue\r\nE1,5\r\n",
        "\n\n ,\nparticipant,revenue\nE1,5",
        "participant,revenue,,\nE1,5,,\n",
        ' participant , "revenue"\n " E1",5\n'.replace(', "', ',"').replace(' " E1"', '" E1"'),
        "participant,revenue\rE1,5\r",
        "\ufeffparticipant,revenue\nE1,5\n,\n\n",
    ],
)
def test_separators_marks_and_blank_rows(tmp_path: Path, text: str) -> None:
    intake = read_one(csv_file(tmp_path, text))
    assert (intake.ids, intake.facts) == (["E1"], {"revenue": ["5"]})


def test_quoted_cells_and_the_lines_they_move(tmp_path: Path) -> None:
    text = 'participant,region,revenue\nE1,"say ""a, b""",1\nE2,"two\nlines",x\n\nE3,c,y\n'
    intake = read_one(csv_file(tmp_path, text))
    assert shown_column(intake.inputs["region"]) == ['say "a, b"', "file.not_a_word", "c"]
    assert row_problems(intake) == {
        1: [("file.not_a_word", 'line 3, column "region"'), ("file.not_a_number", 'line 3, column "revenue"')],
        2: [("file.not_a_number", 'line 6, column "revenue"')],
    }


def test_the_decimal_mark(tmp_path: Path) -> None:
    semicolons = csv_file(tmp_path, "participant;revenue\nE1;12,5\nE2;1,234\nE3;12.5\n")
    either = read_one(semicolons)
    assert shown(either.facts) == {"revenue": ["12.5", "file.ambiguous_number", "12.5"]}
    assert row_problems(either) == {1: [("file.ambiguous_number", 'line 3, column "revenue"')]}
    comma = read_one(semicolons, options(decimal="comma"))
    assert shown(comma.facts) == {"revenue": ["12.5", "1.234", "file.not_a_number"]}
    point = read_one(semicolons, options(decimal="point"))
    assert shown(point.facts) == {"revenue": ["file.not_a_number", "file.ambiguous_number", "12.5"]}
    quoted = csv_file(tmp_path, 'participant,revenue\nE1,"12,5"\nE2,"1,234"\n')
    assert read_one(quoted, options(decimal="comma")).facts == {"revenue": ["12.5", "1.234"]}
    place = 'column "revenue"'
    assert row_problems(read_one(quoted)) == {
        0: [("file.not_a_number", f"line 2, {place}")],
        1: [("file.ambiguous_number", f"line 3, {place}")],
    }


def test_encodings(tmp_path: Path) -> None:
    text = "participant;region\nЖилин;Яр\n"
    cp1251 = csv_file(tmp_path, text.encode("cp1251"))
    assert read_one(cp1251, options(encoding="cp1251")).inputs == {"region": ["Яр"]}
    assert refusal(cp1251) == [("file.encoding", "line 2")]
    marked = csv_file(tmp_path, text.encode("utf-8-sig"))
    assert read_one(marked, options(encoding="cp1251")).ids == ["Жилин"]
    cp1252 = csv_file(tmp_path, "participant;region\nMüller;Süd\n".encode("cp1252"))
    assert read_one(cp1252, options(encoding="cp1252")).ids == ["Müller"]
    assert refusal(csv_file(tmp_path, b"participant\nE\x81\n"), options(encoding="cp1252")) == [
        ("file.encoding", "line 2")
    ]
    far = b"participant,revenue\n" + b"".join(b"E%d,5\n" % row for row in range(5000)) + b"\xff,5\n"
    assert refusal(csv_file(tmp_path, far)) == [("file.encoding", "line 5002")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [("file.empty", "")]),
        (b"\n\n;;\n", [("file.empty", "")]),
        (b"name,revenue\nE1,5\n", [("file.missing_column", "line 1")]),
        (b"Participant,revenue\nE1,5\n", [("file.missing_column", "line 1")]),
        (b"participant|revenue\nE1|5\n", [("file.missing_column", "line 1")]),
        (b"sep=;\nparticipant,revenue\nE1,5\n", [("file.missing_column", "line 1")]),
        (b"participant,revenue\n", [("file.no_rows", "")]),
        (b"participant,revenue\n,\n\n", [("file.no_rows", "")]),
        (b"participant,revenue\nE1,5\nE1,6\n", [("file.duplicate_participant", "line 3")]),
        (b"participant,revenue\nE1,5\n E1 ,6\n", [("file.duplicate_participant", "line 3")]),
        (b"participant,revenue\nE1,5\n,6\n", [("file.empty_id", 'line 3, column "participant"')]),
        (b'participant,revenue\n"E\n1",5\n', [("file.bad_id", 'line 2, column "participant"')]),
        (b"participant,revenue\n" + b"E" * 201 + b",5\n", [("file.bad_id", 'line 2, column "participant"')]),
        (b"participant,revenue,revenue\nE1,5,6\n", [("file.duplicate_column", "line 1, cell 3")]),
        (b"participant,participant\nE1,E2\n", [("file.duplicate_column", "line 1, cell 2")]),
        (b"participant,revenu,nonsense\nE1,5,6\n", [("file.unknown_column", f"line 1, cell {n}") for n in (2, 3)]),
        (b"participant,revenue.goal\nE1,5\n", [("file.unknown_column", "line 1, cell 2")]),
        (b"participant,profit.base\nE1,5\n", [("file.unknown_column", "line 1, cell 2")]),
        (b"participant,prior.fund\nE1,5\n", [("file.unknown_column", "line 1, cell 2")]),
        (b"participant,revenue,\nE1,5,x\n", [("file.unnamed_column", 'line 2, column ""')]),
        (b"participant,revenue\nE1,5,6\nE2\nE3,5\n", [("file.ragged_row", "line 2"), ("file.ragged_row", "line 3")]),
        (b'participant,revenue\nE1,5\n"E2,5\nE3,5\n', [("file.csv_broken", "line 3")]),
        (b'participant,revenue\nE1,5\n"E2"x,5\n', [("file.csv_broken", "line 3")]),
        (b'participant,revenue\n"E1\n2",5\n"' + b"x" * 200_000 + b'",5\n', [("file.csv_broken", "line 4")]),
        (b"participant,revenue\nE1,5\nE2,\x00\n", [("file.not_csv", "line 3")]),
        (b"participant," + b"x" * (1 << 20) + b"\n", [("file.line_too_long", "line 1")]),
        (b"participant," + b"x" * 200_000 + b"\n", [("file.missing_column", "line 1")]),
        (b"PK\x03\x04rest", [("file.not_csv", "")]),
        (b"\xd0\xcf\x11\xe0rest", [("file.not_csv", "")]),
        ("participant,revenue\nE1,5\n".encode("utf-16"), [("file.encoding", "")]),
    ],
)
def test_files_that_are_refused_as_a_whole(tmp_path: Path, content: bytes, expected: list[tuple[str, str]]) -> None:
    assert refusal(csv_file(tmp_path, content)) == expected


def test_a_misspelt_column_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read_all(csv_file(tmp_path, "participant,revenu.normal\nE1,5\n"))
    assert '"revenu.normal"; did you mean "revenue.normal"?' in refused.value.problems[0].message


def test_unknown_facts_may_be_ignored_but_not_unknown_levels(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "participant,name,prior.name,revenue\nE1,Ann,x,5\n")
    assert read_one(path, options(ignore_unknown=True)).facts == {"revenue": ["5"]}
    levels = csv_file(tmp_path, "participant,revenu.normal\nE1,5\n")
    assert refusal(levels, options(ignore_unknown=True)) == [("file.unknown_column", "line 1, cell 2")]


def test_duplicates_in_different_chunks_are_found_on_disk(tmp_path: Path) -> None:
    text = "participant,revenue\n" + "".join(f"E{row},5\n" for row in range(10)) + "E3,5\nE11,5\nE0,5\n"
    expected = [("file.duplicate_participant", "line 12"), ("file.duplicate_participant", "line 14")]
    for chunk_rows in (1, 4, 100):
        assert refusal(csv_file(tmp_path, text), options(chunk_rows)) == expected


def test_a_duplicate_names_both_places(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read_all(csv_file(tmp_path, "participant,revenue\nE1,5\nE2,6\nE1,7\n"))
    assert "line 2" in refused.value.problems[0].message
    assert "E1" not in refused.value.problems[0].message


def test_chunks_come_while_the_file_is_read(tmp_path: Path) -> None:
    text = "participant,revenue\n" + "".join(f"E{row},{row}\n" for row in range(10)) + "broken\n"
    chunks = read_facts(csv_file(tmp_path, text), LAYOUT, options(4))
    assert [next(chunks).ids, next(chunks).ids] == [["E0", "E1", "E2", "E3"], ["E4", "E5", "E6", "E7"]]
    with pytest.raises(FileRefused):
        next(chunks)


def test_chunk_size_changes_nothing_but_the_chunks(tmp_path: Path) -> None:
    rows = [f"E{row},{'n/a' if row % 3 else row},{'abc' if row == 7 else row}\n" for row in range(20)]
    path = csv_file(tmp_path, "participant,revenue,profit\n" + "".join(rows))
    whole = read_one(path)
    parts = read_all(path, options(7))
    assert [len(part.ids) for part in parts] == [7, 7, 6]
    assert [id_ for part in parts for id_ in part.ids] == whole.ids
    assert [value for part in parts for value in part.facts["revenue"]] == whole.facts["revenue"]
    paths = [problem.path for part in parts for found in part.problems.values() for problem in found]
    assert (
        paths == [problem.path for found in whole.problems.values() for problem in found] == ['line 9, column "profit"']
    )


def test_progress_reaches_the_size_of_the_file(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "participant,revenue\n" + "".join(f"E{row},5\n" for row in range(5000)))
    seen: list[tuple[int, int]] = []
    for _ in read_facts(path, LAYOUT, options(1000), lambda done, total: seen.append((done, total))):
        pass
    assert len(seen) == 5
    assert seen == sorted(seen)
    assert seen[-1] == (path.stat().st_size, path.stat().st_size)


def test_spreadsheet_errors_in_text_columns_are_no_words(tmp_path: Path) -> None:
    intake = read_one(csv_file(tmp_path, "participant,region\nE1,#REF!\nE2,#1 shop\n"))
    assert shown(intake.inputs) == {"region": ["file.error_cell", "#1 shop"]}
    assert row_problems(intake) == {0: [("file.error_cell", 'line 2, column "region"')]}


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert refusal(tmp_path / "none.csv") == [("file.not_found", "")]
    assert refusal(tmp_path / "folder.csv") == [("file.unreadable", "")]
    assert refusal(csv_file(tmp_path, "x", "facts.ods")) == [("file.unknown_type", "")]


def test_a_plan_may_have_facts_named_key_and_value(tmp_path: Path) -> None:
    layout = FactsLayout(frozenset(), frozenset({"key", "value"}), frozenset())
    path = csv_file(tmp_path, "participant,key,value\nE1,5,6\n")
    assert [intake.facts for intake in read_facts(path, layout)] == [{"key": ["5"], "value": ["6"]}]

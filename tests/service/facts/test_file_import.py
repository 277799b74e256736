"""Facts as files: what is new, said again or known, all rows or none, and every wrong cell by name."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from service.facts.examples import FACTS_CSV
from service.facts.use_cases.known_words import words_of_keys
from service.store.database import Database
from service.store.tables import Fact
from service.web.body_limits import UPLOAD_BODY_BYTES_MAX
from service.web.file_request import CSV_MEDIA, XLSX_MEDIA
from tests.service.facts.world import counting, fact, found, send, with_keys, with_people
from tests.service.files.samples import workbook
from tests.service.participants.calls import read
from tests.service.participants.test_races import at_once
from tests.service.periods.world import bring, with_months
from tests.stores import As

on_one_database = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
SCALE = {"kind": "scale", "values": {"low": "0", "high": "1"}}
HEADER = "participant,key,date,value\n"
CALLED = "participant,key,date,value,source_id,revision\n"
TWO = HEADER + "E1,revenue,2026-03-14,5\nE2,deals,2026-03-15,1.50\n"


@pytest.fixture(autouse=True)
def _somebody(as_: As) -> None:
    with_people(as_, "E1", "E2")
    with_keys(as_, "revenue", "deals")


def upload(as_: As, content: str | bytes, media: str = CSV_MEDIA, role: str = "payroll", **query: Any) -> Any:
    """The answer to a file of facts."""
    return as_(role).post("/v1/facts/import", content=content, headers={"Content-Type": media}, params=query)


def counts(answer: Any) -> tuple[int, int, int, int]:
    """How many rows were new, revised, outdated and known."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    return body["new"], body["revised"], body["outdated"], body["known"]


def values(database: Database) -> list[str]:
    """What counts."""
    return [value for *_, value in counting(database)]


def test_a_preview_saves_nothing_and_saving_does(as_: As, database: Database) -> None:
    preview = upload(as_, TWO, preview=True)
    assert counts(preview) == (2, 0, 0, 0)
    assert (preview.json()["saved"], preview.json()["batch"], values(database)) == (False, None, [])
    assert preview.json()["changes"][1] == {
        "participant": "E2",
        "place": "line 3",
        "key": "deals",
        "date": "2026-03-15",
        "status": "new",
        "revision": "0",
    }
    saved = upload(as_, TWO)
    assert counts(saved) == (2, 0, 0, 0)
    assert (saved.json()["saved"], saved.json()["changes"], saved.json()["valid"]) == (True, None, True)
    assert values(database) == ["5", "1.5"]
    assert counts(upload(as_, TWO, label="controlling")) == (2, 0, 0, 0)
    assert values(database) == ["5", "5", "1.5", "1.5"]
    refs = read(database, lambda work: list(work.session.exec(select(Fact.source_ref))))
    assert {ref.partition("|")[2] for ref in refs} == {"deals|2026-03-15", "revenue|2026-03-14"}
    assert not any("E1" in ref or "E2" in ref for ref in refs)


def test_another_figure_is_the_next_revision_and_the_same_is_known(as_: As, database: Database) -> None:
    upload(as_, TWO)
    other = HEADER + "E1,revenue,2026-03-14,7\nE2,deals,2026-03-15,1.5\n"
    preview = upload(as_, other, preview=True)
    assert counts(preview) == (0, 1, 0, 1)
    assert [(line["status"], line["revision"]) for line in preview.json()["changes"]] == [("revised", "1")]
    assert counts(upload(as_, other)) == (0, 1, 0, 1)
    assert counts(upload(as_, other)) == (0, 0, 0, 2)
    assert counts(upload(as_, TWO)) == (0, 1, 0, 1)
    assert values(database) == ["5", "1.5"]
    none = HEADER + "E1,revenue,2026-03-14,(none)\n"
    assert counts(upload(as_, none)) == (0, 1, 0, 0)
    assert values(database) == ["1.5"]
    assert counts(upload(as_, none)) == (0, 0, 0, 1)
    assert counts(upload(as_, TWO)) == (0, 1, 0, 1)
    assert values(database) == ["5", "1.5"]
    refused = upload(as_, HEADER + "E1,revenue,2026-03-20,(none)\n")
    assert found(refused) == [("fact.nothing_to_take_back", 'line 2, column "value"')]


def test_a_request_that_is_repeated_brings_no_old_figure_back(as_: As, database: Database) -> None:
    def sent(text: str, name: str) -> Any:
        headers = {"Content-Type": CSV_MEDIA, "Idempotency-Key": name}
        return as_("payroll").post("/v1/facts/import", content=text, headers=headers)

    first, newer = sent(TWO, "first"), sent(TWO.replace(",5\n", ",7\n"), "newer")
    again = sent(TWO, "first")
    assert (newer.json()["revised"], again.headers["Idempotent-Replayed"]) == (1, "true")
    assert again.json() == first.json()
    assert values(database) == ["7", "1.5"]
    assert sent(HEADER + "E1,revenue,2026-03-14,8\n", "first").json()["code"] == "idempotency.other_body"


def test_ids_of_the_source_and_revisions(as_: As, database: Database) -> None:
    assert counts(upload(as_, CALLED + "E1,revenue,2026-03-14,5,a,\nE1,revenue,2026-03-14,6,b,\n")) == (2, 0, 0, 0)
    assert values(database) == ["5", "6"]
    conflict = upload(as_, CALLED + "E1,revenue,2026-03-14,9,a,\n")
    assert found(conflict) == [("fact.conflict", 'line 2, column "source_id"')]
    conflict = upload(as_, CALLED + "E1,revenue,2026-03-14,9,a,0\n")
    assert found(conflict) == [("fact.conflict", 'line 2, column "revision"')]
    assert counts(upload(as_, CALLED + "E1,revenue,2026-03-14,9,a,4\n")) == (0, 1, 0, 0)
    late = CALLED + "E1,revenue,2026-03-14,8,a,2\n"
    assert upload(as_, late, preview=True).json()["changes"][0]["status"] == "outdated"
    assert counts(upload(as_, late)) == (0, 0, 1, 0)
    assert values(database) == ["9", "6"]
    several = CALLED + "E1,deals,2026-03-14,3,c,2\nE1,deals,2026-03-14,1,c,\nE1,deals,2026-03-14,(none),d,1\n"
    assert counts(upload(as_, several + "E1,deals,2026-03-14,4,d,0\n", preview=True)) == (2, 0, 2, 0)
    assert counts(upload(as_, several + "E1,deals,2026-03-14,4,d,0\n")) == (2, 0, 2, 0)
    assert values(database) == ["3", "9", "6"]
    # What a system calls its own is another observation.
    send(as_, fact("b", value="70"))
    assert values(database) == ["3", "70", "9", "6"]


@on_one_database
def test_every_wrong_cell_is_named_and_nothing_is_saved(as_: As, database: Database) -> None:
    rows = [
        "E1,revenue,2026-03-14,5,,",
        "E9,revenue,2026-03-14,5,,",
        "E1,nobody_knows,2026-03-14,5,,",
        "E1,revenue,14.03.2026,5,,",
        "E1,revenue,2026-03-15,5,,1",
        "E1,revenue,2026-03-14,6,,",
        "E1,Revenue,2026-03-14,6,,",
        "E1,revenue,2026-03-16,,,",
        "E1,revenue,2026-03-17,1,a,-1",
        "E1,revenue,2026-03-17,123456789012345678.5,b,",
        "E2,revenue,2026-03-17,#DIV/0!,,",
        "E2,revenue,2026-03-18,12 %,,",
        "E2,revenue,2026-03-18,5,1|revenue|2026-03-14,",
        "E2,revenue,2026-03-19,-,,",
        'E2,revenue,2026-03-20,"=HYPERLINK(""http://x"",""y"")",,',
        "E2,revenue,2026-03-21,5 EUR,,",
        "E2,revenue,2026-03-21,EUR 5,,",
    ]
    text = CALLED + "\n".join(rows) + "\n"
    expected = [
        ("fact.unknown_participant", 'line 3, column "participant"'),
        ("fact.unknown_key", 'line 4, column "key"'),
        ("file.not_a_date", 'line 5, column "date"'),
        ("fact.revision", 'line 6, column "revision"'),
        ("file.duplicate_row", "line 7"),
        ("fact.key", 'line 8, column "key"'),
        ("file.empty_cell", 'line 9, column "value"'),
        ("fact.revision", 'line 10, column "revision"'),
        ("fact.too_many_digits", 'line 11, column "value"'),
        ("file.error_cell", 'line 12, column "value"'),
        ("file.not_a_number", 'line 13, column "value"'),
        ("fact.source", 'line 14, column "source_id"'),
        ("file.dash", 'line 15, column "value"'),
        *(("fact.not_a_number", f'line {line}, column "value"') for line in (16, 17, 18)),
    ]
    preview = upload(as_, text, preview=True)
    assert sorted(found(preview, "problems")) == sorted(expected)
    assert (preview.json()["valid"], preview.json()["rows"]) == (False, 17)
    refused = upload(as_, text)
    assert (refused.status_code, sorted(found(refused))) == (422, sorted(expected))
    assert values(database) == []
    assert "123456789012345678" not in refused.text


@on_one_database
def test_files_and_labels_that_are_none(as_: As) -> None:
    files = {
        "": "body.empty",
        "participant,key\nE1,revenue\n": "file.missing_column",
        HEADER: "file.no_rows",
        "participant,key,date,value,source\nE1,revenue,2026-03-14,5,crm\n": "file.unknown_column",
        HEADER + "E1,revenue,2026-03-14,5\n" * 10_001: "file.too_many_rows",
    }
    assert {text: upload(as_, text).json()["code"] for text in files} == files
    assert upload(as_, HEADER + "x" * UPLOAD_BODY_BYTES_MAX).status_code == 413
    labels = ["", "a b", "x" * 60, "a\n", "ü"]
    assert {label: upload(as_, TWO, label=label).status_code for label in labels} == dict.fromkeys(labels, 422)
    assert upload(as_, TWO, role="analyst").status_code == 403
    for kind, media in (("csv", CSV_MEDIA), ("xlsx", XLSX_MEDIA)):
        template = as_("payroll").get(f"/v1/facts/template.{kind}")
        assert upload(as_, template.content, media).json()["code"] == "file.no_rows"
    with_people(as_, "E17")
    assert [upload(as_, text).json()["valid"] for text in FACTS_CSV.values()] == [True] * len(FACTS_CSV)


@on_one_database
def test_a_workbook_with_words_and_numbers(as_: As, database: Database, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["participant", "key", "date", "value"],
        ["E1", "revenue", "2026-03-14", 5.25],
        ["E2", "grade", "2026-03-14", "good"],
        ["E1", "deals", "2026-03-15", 0.1 + 0.2],
        ["E2", "mood", "2026-03-14", "high"],
        ["E2", "deals", "2026-03-14", True],
        ["E2", "grade", "2026-03-15", "bad"],
        ["E2", "mood", "2026-03-15", "good"],
        ["E2", "deals", "2026-03-16", "n/a"],
    ]
    plan = {
        "schema": "bonus-plan/1",
        "key": "words",
        "title": "Words",
        "currency": "EUR",
        "frequency": "month",
        "facts": {"grade": {"kind": "category"}},
        "kpis": [{"key": "mood", "title": "Mood", "curve": SCALE}],
    }
    assert as_("author").put("/v1/plans/words/draft", json=plan, headers={"If-None-Match": "*"}).status_code == 201
    answer = upload(as_, workbook(tmp_path, rows).read_bytes(), XLSX_MEDIA, preview=True)
    assert found(answer, "problems") == [
        ("file.not_a_number", "Sheet1!D6"),
        ("fact.unknown_word", "Sheet1!D8"),
        ("fact.not_a_number", "Sheet1!D9"),
    ]
    rows = [*rows[:4], ["E1", "mood", "2026-03-16", "N/A"]]
    known = read(database, lambda work: words_of_keys(work, ["mood", "deals", "grade"]))
    assert [known[key].why_not("n/a") for key in ("mood", "grade", "deals")] == [None, None, "fact.not_a_number"]
    assert counts(upload(as_, workbook(tmp_path, rows).read_bytes(), XLSX_MEDIA)) == (4, 0, 0, 0)
    assert values(database) == ["0.3", "5.25", "good"]
    assert {each["value"] for each in as_("analyst").get("/v1/facts?participant=E1&key=mood").json()["data"]} == {"n/a"}


def test_facts_of_a_locked_period_are_late(as_: As, database: Database) -> None:
    with_months(as_)
    bring(database, "calculate", "approve", "lock")
    text = HEADER + "E1,revenue,2026-03-31,5\nE1,revenue,2026-04-01,6\n"
    for preview in (True, False):
        answer = upload(as_, text, preview=preview)
        assert (answer.json()["late"], counts(answer)) == (1, (2, 0, 0, 0))
        assert found(answer, "warnings") == [("fact.late", 'line 2, column "date"')]
    assert values(database) == ["5", "6"]


def test_files_at_once_and_a_sender_of_new_keys_do_not_wait_for_each_other(as_: As, database: Database) -> None:
    as_("integration")

    def keep(text: str) -> None:
        answers.append(upload(as_, text).status_code)

    def tell(number: int) -> None:
        facts = [fact(f"{number}{key}", source="file:import", key=key, revision=1) for key in ("deals", "revenue")]
        answers.append(send(as_, *facts).status_code)

    answers: list[int] = []
    for number in range(3):
        texts = [f"{HEADER}E1,revenue,2026-03-{day:02},{number}{day}\n" for day in (1, 1, 2)]
        at_once(*(partial(keep, text) for text in texts), partial(tell, number))
    assert answers == [200] * 12
    assert values(database) == ["5"] * 3 + ["21", "22"] + ["5"] * 3

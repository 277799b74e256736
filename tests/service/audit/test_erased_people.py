"""Erased people are counted and pass; a name that is gone without a word of the audit does not."""

from sqlalchemy import text

from service.audit.verify import Asked, Report, verify
from service.participants.use_cases.erase import erase_participant
from service.store.snapshot import in_snapshot
from service.work import carry_out
from tests.service.audit.history import named
from tests.stores import As, Store


def verified(store: Store) -> Report:
    """A deep verification."""
    return in_snapshot(store.database, lambda connection: verify(connection, Asked(deep=True), "now"))


def test_erased_is_told_and_passes(lived: Store) -> None:
    admin = named(lived.database, "admin")
    carry_out(lived.database, admin, lambda work: erase_participant(work, "E3", "asked for it"))
    report = verified(lived)
    assert (report.problems, report.erased) == ((), 1)


def test_taken_away_is_found(lived: Store) -> None:
    with lived.database.writing.begin() as connection:
        connection.execute(text("DELETE FROM person WHERE participant_id = 3"))
    report = verified(lived)
    assert [(problem.code, problem.path) for problem in report.problems] == [("audit.person_missing", "person/3")]
    assert report.erased == 0


def test_a_name_that_was_changed_past_the_service_is_found(store: Store, as_: As) -> None:
    many = {"participants": [{"id": "E1", "name": "Bo Lind"}, {"id": "E2", "name": "Ida Berg"}]}
    assert as_("payroll").post("/v1/participants/bulk", json=many).status_code == 200
    one = {"effective_from": "2026-01-01", "attributes": {"team": "north"}}
    number = as_("payroll").post("/v1/participants", json={"id": "E3", "name": "Ann Vega", **one}).json()["number"]
    assert as_("payroll").put("/v1/participants/E3", json={"name": "Ann Vega-Lind", **one}).status_code == 200
    assert verified(store).problems == ()
    with store.database.writing.begin() as connection:
        connection.execute(text("UPDATE person SET payroll_id = 'mine' WHERE external_id = 'E3'"))
    found = [(problem.code, problem.path) for problem in verified(store).problems]
    assert found == [("audit.person_changed", f"person/{number}")]

"""Erased people are counted and pass; a name that is gone without a word of the audit does not."""

from sqlalchemy import text

from service.audit.verify import Asked, Report, verify
from service.participants.use_cases.erase import erase_participant
from service.store.snapshot import in_snapshot
from service.work import carry_out
from tests.service.audit.history import named
from tests.stores import Store


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

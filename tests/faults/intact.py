"""Whether a store is as it should be, whatever happened to it."""

from service.audit.verify.verify import Asked, verify
from service.store.database import Database
from service.store.snapshot import in_snapshot


def is_intact(database: Database) -> bool:
    """Whether the audit vouches for every row."""
    report = in_snapshot(database, lambda connection: verify(connection, Asked(deep=True), "now"))
    assert report.problems == ()
    return report.is_intact


def counts(database: Database, *tables: str) -> list[int]:
    """How many rows each table has."""
    with database.reading.begin() as connection:
        return [connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one() for table in tables]

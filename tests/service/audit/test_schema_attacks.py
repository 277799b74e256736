"""What weakens the database itself is found, by whoever did it: the owner of the tables, or anybody with the file."""

import pytest
from sqlalchemy.engine import Connection

from service.audit.verify import Asked, verify
from service.store.snapshot import in_snapshot
from tests.stores import SERVICE_ROLE, Store

AT = "2026-03-01T10:00:00.000000Z"
EMPTY = "CREATE TRIGGER approval_no_update BEFORE UPDATE ON approval"
PERSONS = "(mode = 'single' OR approver_id <> author_id"

# What is done, and what the first finding is about.
ON_SQLITE = {
    "a trigger is gone": (["DROP TRIGGER approval_no_update"], "schema trigger approval_no_update"),
    "a trigger does nothing": (
        ["DROP TRIGGER approval_no_update", f"{EMPTY} BEGIN SELECT 1; END"],
        "schema trigger approval_no_update",
    ),
    "a trigger never fires": (
        ["DROP TRIGGER approval_no_update", f"{EMPTY} WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END"],
        "schema trigger approval_no_update",
    ),
    "a trigger of somebody else": (
        ["CREATE TRIGGER x AFTER INSERT ON approval BEGIN DELETE FROM api_key; END"],
        "schema trigger x",
    ),
    "a constraint is gone": (
        [
            "PRAGMA writable_schema = ON",
            f"UPDATE sqlite_master SET sql = replace(sql, '{PERSONS.replace(chr(39), chr(39) * 2)})', '(1)')"
            " WHERE name = 'approval'",
            "PRAGMA writable_schema = OFF",
        ],
        "schema table approval",
    ),
    "an index is gone": (["DROP INDEX ix_audit_entry_at"], "schema index ix_audit_entry_at"),
    "a column more": (["ALTER TABLE approval ADD COLUMN x TEXT"], "schema table approval"),
    "a table more": (["CREATE TABLE x (y TEXT)"], "schema table x"),
    "a view in the way": (["CREATE VIEW x AS SELECT * FROM approval"], "schema view x"),
}
ON_POSTGRESQL = {
    "a trigger is gone": (
        ["DROP TRIGGER approval_no_update ON approval"],
        "schema trigger approval.approval_no_update",
    ),
    "a trigger is off": (
        ["ALTER TABLE approval DISABLE TRIGGER approval_no_update"],
        "schema trigger approval.approval_no_update",
    ),
    "a trigger does nothing": (
        ["CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"],
        "schema trigger access_log.access_log_no_delete",
    ),
    "a trigger of somebody else": (
        ["CREATE TRIGGER x BEFORE INSERT ON approval FOR EACH ROW EXECUTE FUNCTION refuse_change()"],
        "schema trigger approval.x",
    ),
    "a constraint is gone": (
        ["ALTER TABLE approval DROP CONSTRAINT ck_approval_two_persons"],
        "schema constraint approval.ck_approval_two_persons",
    ),
    "a constraint says less": (
        [
            "ALTER TABLE approval DROP CONSTRAINT ck_approval_two_persons",
            f"ALTER TABLE approval ADD CONSTRAINT ck_approval_two_persons CHECK ({PERSONS} OR true))",
        ],
        "schema constraint approval.ck_approval_two_persons",
    ),
    "a foreign key is not enforced": (
        ["ALTER TABLE approval ALTER CONSTRAINT fk_approval_mode NOT ENFORCED"],
        "schema constraint approval.fk_approval_mode",
    ),
    "an index is gone": (["DROP INDEX ix_audit_entry_at"], "schema index ix_audit_entry_at"),
    "a column more": (["ALTER TABLE approval ADD COLUMN x TEXT"], "schema column approval.x"),
    "a column may be null": (
        ["ALTER TABLE approval ALTER COLUMN mode DROP NOT NULL"],
        "schema column approval.mode",
    ),
    "a table more": (["CREATE TABLE x (y TEXT)"], "schema column x.y"),
    "a rule in the way": (
        ["CREATE RULE x AS ON INSERT TO audit_entry DO INSTEAD NOTHING"],
        "schema rule audit_entry.x",
    ),
    "rows are hidden": (["ALTER TABLE approval ENABLE ROW LEVEL SECURITY"], "approval"),
    "the service may change": ([f"GRANT UPDATE ON approval TO {SERVICE_ROLE}"], "schema table approval"),
    "the service may change one column": (
        [f"GRANT UPDATE (verdict) ON approval TO {SERVICE_ROLE}"],
        "schema table approval",
    ),
    "the service owns": ([f"GRANT bonus_owner TO {SERVICE_ROLE}"], "schema table access_log"),
    "a table is emptied by its owner": (
        [
            "ALTER TABLE access_log DISABLE TRIGGER USER",
            "TRUNCATE access_log",
            "ALTER TABLE access_log ENABLE TRIGGER USER",
        ],
        "access_log/",
    ),
}


def findings(connection: Connection) -> list[str]:
    """Where something is wrong."""
    return [problem.path for problem in verify(connection, Asked(deep=True), AT).problems]


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=False)
@pytest.mark.parametrize("attack", ON_SQLITE)
def test_a_weakened_file_is_found(lived: Store, attack: str) -> None:
    _weaken_and_find(lived, *ON_SQLITE[attack])


@pytest.mark.parametrize("store_kind", ["postgresql"], indirect=False)
@pytest.mark.parametrize("attack", ON_POSTGRESQL)
def test_a_weakened_postgresql_is_found(lived: Store, attack: str, request: pytest.FixtureRequest) -> None:
    statements, place = ON_POSTGRESQL[attack]
    if statements[0].startswith("GRANT bonus_owner"):
        server = request.getfixturevalue("server")
        server.run(statements[0])
        try:
            assert in_snapshot(lived.database, findings)[0].startswith(place)
        finally:
            server.run(f"REVOKE bonus_owner FROM {SERVICE_ROLE}")
        return
    _weaken_and_find(lived, statements, place)


def _weaken_and_find(store: Store, statements: list[str], place: str) -> None:
    assert in_snapshot(store.database, findings) == []
    with store.owner.writing.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
    assert in_snapshot(store.database, findings)[0].startswith(place)

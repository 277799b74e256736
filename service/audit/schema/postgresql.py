"""The schema of a PostgreSQL database, compared with temporary tables made from the same definitions.

The temporary tables cost nothing but a transaction that is rolled back, need no right beyond that to temporary tables,
and give the server's own spelling of every definition, so that texts can be compared.
"""

import re
from collections.abc import Iterator
from typing import Final

from sqlalchemy.engine import Connection

from rules import Problem
from service.audit.schema.catalog import NOT_OURS, Catalog, one_line
from service.store.append_only import APPEND_ONLY
from service.store.protection import create_all, triggers_of

_FUNCTION: Final = re.compile(r"FUNCTION (\w+)\(\)")
_TEMPORARY: Final = "pg_temp"

_QUERIES: Final = {
    "table": """
        SELECT c.relname, concat_ws(' ', c.relkind, c.relrowsecurity, c.relforcerowsecurity,
            (SELECT count(*) FROM pg_inherits i WHERE i.inhparent = c.oid OR i.inhrelid = c.oid))
        FROM pg_class c WHERE c.relnamespace = %(schema)s AND c.relkind IN ('r', 'v', 'm', 'p', 'f')""",
    "column": """
        SELECT c.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull,
            a.attidentity, a.attgenerated, l.collname, pg_get_expr(d.adbin, d.adrelid))
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        LEFT JOIN pg_collation l ON l.oid = a.attcollation
        WHERE c.relnamespace = %(schema)s AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraint": """
        SELECT c.relname || '.' || o.conname, concat_ws(' ', pg_get_constraintdef(o.oid), o.convalidated, o.conenforced)
        FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
        WHERE c.relnamespace = %(schema)s AND o.contype <> 't'""",
    "index": """
        SELECT x.relname, concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready, i.indislive)
        FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
        WHERE c.relnamespace = %(schema)s""",
    "trigger": """
        SELECT c.relname || '.' || t.tgname, concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled, p.prosrc,
            p.prosecdef, p.proconfig, l.lanname)
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        JOIN pg_language l ON l.oid = p.prolang
        WHERE c.relnamespace = %(schema)s AND NOT t.tgisinternal""",
    "rule": """
        SELECT c.relname || '.' || r.rulename, pg_get_ruledef(r.oid) FROM pg_rewrite r
        JOIN pg_class c ON c.oid = r.ev_class WHERE c.relnamespace = %(schema)s""",
    "policy": """
        SELECT c.relname || '.' || p.polname, pg_get_expr(p.polqual, p.polrelid) FROM pg_policy p
        JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = %(schema)s""",
}
# The triggers by which the server itself keeps foreign keys; a superuser can switch them off.
_OFF: Final = """
    SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = %(schema)s AND t.tgisinternal AND t.tgenabled <> 'O' GROUP BY c.relname ORDER BY c.relname"""
_RIGHTS: Final = """
    SELECT c.relname, pg_has_role(current_user, c.relowner, 'MEMBER'),
        has_any_column_privilege(current_user, c.oid, 'UPDATE') OR has_table_privilege(current_user, c.oid, 'DELETE')
        OR has_table_privilege(current_user, c.oid, 'TRUNCATE') OR has_table_privilege(current_user, c.oid, 'TRIGGER')
    FROM pg_class c WHERE c.relnamespace = %(schema)s AND c.relkind = 'r' AND c.relname = ANY(%(tables)s)
    ORDER BY c.relname"""


def catalog_of(connection: Connection) -> Catalog:
    """Tables, columns, constraints, indexes, triggers with their functions, rules and policies there."""
    return _catalog(connection, _live_schema(connection))


def expected(connection: Connection) -> Catalog:
    """The same as this release defines it. Everything it makes is gone when it returns.

    A server spells one release always alike, so it is asked once.
    """
    version = connection.dialect.server_version_info
    if version not in _SPELT:
        _SPELT[version] = _spelt(connection)
    return _SPELT[version]


_SPELT: dict[object, Catalog] = {}


def _spelt(connection: Connection) -> Catalog:
    with connection.begin_nested() as undone:
        connection.exec_driver_sql(f"SET LOCAL search_path = {_TEMPORARY}")
        create_all(connection)
        for trigger in triggers_of("postgresql"):
            for statement in trigger.statements:
                connection.exec_driver_sql(_FUNCTION.sub(rf"FUNCTION {_TEMPORARY}.\1()", statement))
        found = _catalog(connection, connection.exec_driver_sql("SELECT pg_my_temp_schema()").scalar_one())
        undone.rollback()
    return found


def broken_promises(connection: Connection) -> Iterator[Problem]:
    """Rights that would let the service itself change what must not change, and foreign keys that are switched off."""
    schema = {"schema": _live_schema(connection)}
    for table in connection.exec_driver_sql(_OFF, schema).scalars():
        yield Problem(
            "audit.schema_changed", f"schema table {table}", "its foreign keys are switched off; ask who did that"
        )
    for table, owns, may_change in connection.exec_driver_sql(_RIGHTS, {**schema, "tables": list(APPEND_ONLY)}):
        if owns:
            message = "the service's role owns it and could end its triggers; let a role of its own run the service"
            yield Problem("audit.rights", f"schema table {table}", message)
        elif may_change:
            message = "the service's role may change or empty it; take those rights away with bonus db upgrade"
            yield Problem("audit.rights", f"schema table {table}", message)


def _live_schema(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT current_schema()::regnamespace::oid").scalar_one())


def _catalog(connection: Connection, schema: int) -> Catalog:
    name = str(
        connection.exec_driver_sql("SELECT %(schema)s::oid::regnamespace::text", {"schema": schema}).scalar_one()
    )
    qualified = re.compile(rf"\b(?:{re.escape(name)}|{_TEMPORARY})\.")
    found = {}
    for kind, query in _QUERIES.items():
        for thing, definition in connection.exec_driver_sql(query, {"schema": schema}):
            if thing.split(".")[0] not in (NOT_OURS, f"{NOT_OURS}_pkc"):
                found[f"{kind} {thing}"] = one_line(qualified.sub("", definition or ""))
    return found

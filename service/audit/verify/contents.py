"""Whether documents still have the hash under which they were approved."""

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from sqlalchemy.engine import Connection

from rules import RulesError, parse_plan, plan_hash
from service.audit.repository.as_it_stands import RawRow, key_of_row, rows_in_order
from service.audit.verify.findings import Findings
from service.errors import ServiceError
from service.files.exact_json import loads
from service.work.rows import plain, sha256_of

_CODE: Final = "audit.content_changed"


def check_contents(connection: Connection, findings: Findings) -> None:
    """Compute the hash of everything that is known by one anew."""
    for table_name, (key, checks) in _CHECKS.items():
        for row in rows_in_order(connection, table_name, [key]):
            for column, hash_of in checks.items():
                if hash_of(row) != row[column]:
                    message = f"what it says does not have its {column}: what was approved is something else"
                    findings.add(_CODE, f"{table_name}/{key_of_row(table_name, row)}", message)
    _check_files(connection, findings)


def _check_files(connection: Connection, findings: Findings) -> None:
    """Files can be erased, so the audit covers what is kept of each, and that holds the hash of its bytes."""
    made = {row["id"]: row["sha256"] for row in rows_in_order(connection, "payment_export", ["id"])}
    for row in rows_in_order(connection, "payment_file", ["export_id"]):
        if hashlib.sha256(_bytes(row["content"])).hexdigest() != made.get(row["export_id"]):
            message = "its bytes do not have the sha256 of the file that was made: it is another file"
            findings.add(_CODE, f"payment_file/{key_of_row('payment_file', row)}", message)


def _bytes(content: object) -> bytes:
    """As they stand; whoever changed them may have put a text there."""
    return bytes(content) if isinstance(content, bytes | memoryview) else str(content).encode("utf-8", "surrogatepass")


def _plan(row: RawRow) -> str | None:
    return _hash_of_plan(row["document"])


# The same document is often submitted again, with other dates or after a roll-back.
@lru_cache(maxsize=16)
def _hash_of_plan(document: object) -> str | None:
    """None for a text that is no plan any more."""
    try:
        return plan_hash(parse_plan(loads(str(document).encode())))
    except (RulesError, ServiceError, UnicodeError):
        return None


def _text(row: RawRow) -> str:
    """Of a document that is kept in its canonical form."""
    return hashlib.sha256(str(row["document"]).encode("utf-8", "surrogatepass")).hexdigest()


def _request(row: RawRow) -> str:
    """Of what an approver agrees to: this document of this plan, for these days."""
    names = ("plan_key", "content_hash", "effective_from", "effective_until")
    return sha256_of({name: plain(row[name]) for name in names})


def _assignment(row: RawRow) -> str:
    names = ("participant_id", "plan_key", "effective_from", "effective_until", "document", "state")
    return sha256_of([plain(row[name]) for name in names])


_CHECKS: Final[Mapping[str, tuple[str, Mapping[str, Callable[[RawRow], str | None]]]]] = {
    "assignment": ("seq", {"content_hash": _assignment}),
    "calendar": ("key", {"content_hash": _text}),
    "export_mapping": ("id", {"content_hash": _text}),
    "kpi_version": ("id", {"content_hash": _text}),
    "plan_version": ("id", {"content_hash": _plan, "request_hash": _request}),
}

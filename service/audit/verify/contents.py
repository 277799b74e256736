"""Whether documents still have the hash under which they were approved."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from sqlalchemy.engine import Connection

from rules import RulesError, parse_plan, plan_hash
from service.audit.repository.as_it_stands import rows_in_order
from service.audit.verify.findings import Findings
from service.errors import ServiceError
from service.files.exact_json import loads

_CODE: Final = "audit.content_changed"


def check_contents(connection: Connection, findings: Findings) -> None:
    """Compute the hash of every stored document anew."""
    for table_name, (key, hash_of) in _HASHES.items():
        for row in rows_in_order(connection, table_name, [key]):
            if hash_of(row["document"]) != row["content_hash"]:
                message = "its document does not have its content_hash: what was approved is something else"
                findings.add(_CODE, f"{table_name}/{row[key]}", message)


# The same document is often submitted again, with other dates or after a roll-back.
@lru_cache(maxsize=16)
def _hash_of_plan(document: object) -> str | None:
    """None for a text that is no plan any more."""
    try:
        return plan_hash(parse_plan(loads(str(document).encode())))
    except (RulesError, ServiceError, UnicodeError):
        return None


_HASHES: Final[Mapping[str, tuple[str, Callable[[object], str | None]]]] = {"plan_version": ("id", _hash_of_plan)}

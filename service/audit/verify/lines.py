"""Whether states still follow one another: the events of each thing are one line of numbered steps."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy.engine import Connection

from service.audit.repository.as_it_stands import RawRow, rows_in_order
from service.audit.verify.findings import Findings

_OWNERS: Final[Mapping[str, Sequence[str]]] = {
    "period_event": ("period_id", "pay_group"),
    "plan_version_event": ("version_id",),
}


def check_lines(connection: Connection, findings: Findings) -> None:
    """Walk every line of events; the database keeps them whole unless somebody switched its constraints off."""
    for table_name, owner in _OWNERS.items():
        before: RawRow | None = None
        for event in rows_in_order(connection, table_name, [*owner, "number"]):
            is_next = before is not None and all(before[name] == event[name] for name in owner)
            if not _follows(event, before if is_next else None):
                message = "this step does not follow the one before it; the state of its owner cannot be trusted"
                findings.add("audit.state_broken", f"{table_name}/{event['id']}", message)
            before = event


def _follows(event: RawRow, before: RawRow | None) -> bool:
    found = (event["number"], event["previous_number"], event["from_state"])
    if before is None:
        return found == (1, None, None)
    return found == (before["number"] + 1, before["number"], before["to_state"])

"""Which observations were received before, by what their sources call them."""

import json
from collections.abc import Collection
from typing import Any, Final, NamedTuple

from sqlalchemy import text

from service.store.locks import Lock, lock, lock_shared
from service.work import Work

LOCKS: Final = 32
"""Over so many locks the sources are spread."""

Ref = tuple[int, str]
"""A source by number, and what it calls an observation."""

_FOUND: Final = (
    "SELECT i.source_id, i.source_ref, i.revision, i.digest, i.seq, w.seq, e.fact_seq, b.document"
    " FROM {asked} JOIN fact_identity i ON i.source_id = {source} AND i.source_ref = {ref}"
    " LEFT JOIN waiting_fact w ON w.seq = i.seq"
    " LEFT JOIN waiting_end e ON e.seq = w.seq LEFT JOIN waiting_body b ON b.seq = w.seq"
)
_SQLITE: Final = text(
    _FOUND.format(
        asked="json_each(:pairs) AS asked CROSS",
        source="json_extract(asked.value, '$[0]')",
        ref="json_extract(asked.value, '$[1]')",
    )
)
_POSTGRESQL: Final = text(
    _FOUND.format(
        asked="unnest(CAST(:sources AS bigint[]), CAST(:refs AS text[])) AS asked(told_by, called)",
        source="told_by",
        ref="called",
    )
)


class Received(NamedTuple):
    """One revision that was received: `fact_seq` is the fact it became; None while it waits, or where it was dismissed.

    `document` is what waits or waited; None for what never did, and where it was erased.
    """

    ref: Ref
    revision: int
    digest: str
    waited: bool
    fact_seq: int | None
    document: str | None


def lock_sources(work: Work, sources: Collection[int], *, with_revisions: bool) -> None:
    """Let nobody else write revisions of what these sources told until this work ends.

    Who sends revisions also waits for those who send none.
    """
    take = lock if with_revisions else lock_shared
    for number in sorted({source % LOCKS for source in sources}):
        take(work.session, Lock.FACT_SOURCES, str(number))


def received_before(work: Work, refs: Collection[Ref]) -> dict[Ref, list[Received]]:
    """Every revision of these observations that is known."""
    connection = work.session.connection()
    asked = sorted(refs)
    rows: Any
    if connection.dialect.name == "sqlite":
        rows = connection.execute(_SQLITE, {"pairs": json.dumps(asked)})
    else:
        sent = {"sources": [source for source, _ in asked], "refs": [ref for _, ref in asked]}
        rows = connection.execute(_POSTGRESQL, sent)
    found: dict[Ref, list[Received]] = {}
    for source, ref, revision, digest, seq, waiting_seq, fact_seq, document in rows:
        waited = waiting_seq is not None
        became = fact_seq if waited else seq
        found.setdefault((source, ref), []).append(Received((source, ref), revision, digest, waited, became, document))
    return found


_DRAWN: Final = text("SELECT nextval(pg_get_serial_sequence('fact', 'seq')) FROM generate_series(1, :count)")
_LAST: Final = text(
    "SELECT max(COALESCE((SELECT max(seq) FROM fact), 0), COALESCE((SELECT max(seq) FROM waiting_fact), 0))"
)


def draw_seqs(work: Work, count: int) -> list[int]:
    """So many new numbers of the one series that facts and waiting facts share, ascending."""
    if count == 0:
        return []
    connection = work.session.connection()
    if connection.dialect.name == "sqlite":
        last: int = connection.execute(_LAST).scalar_one()
        return list(range(last + 1, last + count + 1))
    return sorted(connection.execute(_DRAWN, {"count": count}).scalars())

"""One verification: the chain always, and where asked for the rows, what they say, the schema, and an exported head."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from service.audit.repository.as_it_stands import ENTRIES
from service.audit.schema import promises
from service.audit.signed_head import Head, SignedHead
from service.audit.verify.blocks import check_blocks
from service.audit.verify.chain import Chain
from service.audit.verify.contents import check_contents
from service.audit.verify.findings import Findings
from service.audit.verify.lines import check_lines
from service.audit.verify.people import check_people
from service.audit.verify.report import Report
from service.audit.verify.rows import Rows

_NO_KEY = "the signature of the head was checked with the key inside it; --public-key also checks whose it is"
_UNSIGNED = "the head is not signed: it proves as much as the place where it was kept"


@dataclass(frozen=True, slots=True)
class Asked:
    """What to verify beside the chain. `public_key` is that of whoever exported the head, kept somewhere safe."""

    deep: bool = False
    head: SignedHead | None = None
    public_key: str | None = None


def verify(connection: Connection, asked: Asked, at: str) -> Report:
    """Verify the audit that the connection's transaction sees, at the moment `at` (ISO 8601).

    Nothing is written. A database that cannot be read as one of this release is a finding like others.
    """
    findings = Findings()
    chain = Chain(findings, wanted_seq=None if asked.head is None else asked.head.head.seq)
    rows = Rows(connection, findings)
    erased, notes = 0, list[str]()
    try:
        with _whatever_text(connection):
            for cover in chain.walk(connection):
                if asked.deep:
                    rows.expect(cover)
            if asked.head is not None:
                notes.extend(_compare(chain, asked.head, asked.public_key))
            if asked.deep:
                erased = _look_deeper(connection, rows)
    except DBAPIError as failed:
        message = f"the database cannot be read as one of this release: {type(failed.orig).__name__}"
        findings.add("audit.unreadable", "database", message)
    head = Head(chain.seq, chain.last_hash, at, chain.first_hash)
    return Report(chain.entries, rows.checked, erased, tuple(findings.shown), findings.more, tuple(notes), head)


def _look_deeper(connection: Connection, rows: Rows) -> int:
    """Everything that the chain vouches for, after the chain itself; returns how many people were erased."""
    rows.finish()
    rows.checked += check_blocks(connection, rows.findings)
    check_contents(connection, rows.findings)
    check_lines(connection, rows.findings)
    erased = check_people(connection, rows.findings)
    for problem in promises(connection):
        rows.findings.take(problem)
    return erased


def _compare(chain: Chain, signed: SignedHead, public_key: str | None) -> Iterator[str]:
    """Notes about an exported head; what speaks against the audit, or against the head, becomes a finding."""
    head, findings = signed.head, chain.findings
    if signed.signature is None and public_key is None:
        yield _UNSIGNED
    elif not signed.is_genuine(public_key):
        findings.add("audit.head_forged", "head", "its signature is not that of the key; use the head as exported")
        return
    elif public_key is None:
        yield _NO_KEY
    if head.seq == 0:
        return
    if chain.first_hash != head.database:
        message = "the head belongs to another database, or this audit was begun anew"
        findings.add("audit.head_differs", f"{ENTRIES}/1", message)
    if chain.seq < head.seq:
        message = f"the audit once went up to entry {head.seq}; everything from here on was cut off"
        findings.add("audit.tail_cut", f"{ENTRIES}/{chain.seq + 1}", message)
    elif chain.wanted_hash != head.hash:
        message = "it is not the entry that the head names: this one, or one before it, was written anew"
        findings.add("audit.head_differs", f"{ENTRIES}/{head.seq}", message)


@contextmanager
def _whatever_text(connection: Connection) -> Iterator[None]:
    """SQLite keeps any bytes as text; they must come out as they are to be compared."""
    driver = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    before = driver.text_factory
    driver.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before

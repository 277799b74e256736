"""Reading the audit, and taking its head to be kept elsewhere."""

from pathlib import Path

from rules import Problem
from service.audit.repository import Shown, Wanted, first_and_last, newest_entries
from service.audit.signed_head import Head, SignedHead, sign
from service.audit.signing_key import read_key_file
from service.errors import RequestRefused
from service.web.cursor import make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work
from service.work.chain import FIRST_PREVIOUS_HASH


def list_entries(work: Work, wanted: Wanted, limit: int, cursor: str | None) -> dict[str, object]:
    """One page, the newest entry first; raises RequestRefused for a cursor that no page gave out."""
    before = None if cursor is None else _seq_of(cursor)
    found = newest_entries(work, wanted, before, limit + 1)
    shown, has_more = found[:limit], len(found) > limit
    return {
        "data": [_line(each) for each in shown],
        "has_more": has_more,
        "next_cursor": make_cursor(str(shown[-1].entry.seq)) if has_more else None,
    }


def take_head(work: Work, key_file: Path | None) -> SignedHead:
    """How far the audit goes now, signed with the key of that file if there is one."""
    ends = first_and_last(work)
    seq, last, first = (0, FIRST_PREVIOUS_HASH, FIRST_PREVIOUS_HASH) if ends is None else ends
    key = None if key_file is None else read_key_file(key_file)
    return sign(Head(seq, last, moment_text(work.now), first), key)


def _seq_of(cursor: str) -> int:
    key = read_cursor(cursor)
    if not (key.isascii() and key.isdecimal()) or len(key) > _DIGITS_MAX:
        message = "Send the next_cursor of the page before, unchanged."
        raise RequestRefused(Problem("query.bad_cursor", "query cursor", message))
    return int(key)


_DIGITS_MAX = 18


def _line(shown: Shown) -> dict[str, object]:
    entry = shown.entry
    return {
        "seq": entry.seq,
        "at": moment_text(entry.at),
        "principal": {"id": str(entry.principal_id), "name": shown.principal_name},
        "operation": entry.operation,
        "subject": entry.subject,
        "before_hash": entry.before_hash,
        "after_hash": entry.after_hash,
        "request_id": entry.request_id,
        "rows": [{"table": table, "count": count} for table, count in shown.rows],
        "rows_digest": entry.rows_digest,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }

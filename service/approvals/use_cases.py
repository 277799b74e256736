"""Listing requests, reading what one would change, and deciding."""

from collections.abc import Collection

from service.approvals.kinds import SUBJECTS, subject_of
from service.approvals.repository import Asked, asked_after, find_asked
from service.two_person import State, Verdict, decide
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work

Shown = dict[str, object]
_ID_DIGITS_MAX = 18


def list_approvals(work: Work, state: State | None, limit: int, cursor: str | None) -> Shown:
    """One page of requests, in the order in which they were asked."""
    after = 0 if cursor is None else _id_in(cursor)
    found = asked_after(work, state, after, limit + 1)
    shown, has_more = found[:limit], len(found) > limit
    return {
        "data": [_shown(asked) for asked in shown],
        "has_more": has_more,
        "next_cursor": make_cursor(str(shown[-1].id)) if has_more else None,
    }


def get_approval(work: Work, request_id: int, scopes: Collection[str]) -> Shown:
    """A request with what will change, as of now, as far as these scopes let it be seen; raises NotFound."""
    asked = find_asked(work, request_id)
    subject = SUBJECTS.get(asked.kind)
    details = {} if subject is None else subject.describe(work, request_id)
    if subject is not None and "access:read" not in scopes:
        details = subject.without_names(details)
    return {**_shown(asked), "details": details}


def decide_request(work: Work, request_id: int, content_hash: str, verdict: Verdict, reason: str | None) -> None:
    """The actor's yes or no, and what follows from it in the same transaction.

    Raises NotFound, NotAllowed or Conflict, each saying what to do.
    """
    subject = subject_of(find_asked(work, request_id).kind)
    subject.apply(work, decide(work, request_id, content_hash, verdict, reason))


def _shown(asked: Asked) -> Shown:
    decided = asked.decided
    return {
        "id": str(asked.id),
        "kind": asked.kind,
        "subject": asked.subject,
        "content_hash": asked.content_hash,
        "author_id": str(asked.author_id),
        "asked_at": moment_text(asked.at),
        "note": asked.note,
        "state": "open" if decided is None else decided.verdict,
        "decided_by_id": None if decided is None else str(decided.by_id),
        "decided_at": None if decided is None else moment_text(decided.at),
        "reason": None if decided is None else decided.reason,
    }


def _id_in(cursor: str) -> int:
    text = read_cursor(cursor)
    if not (text.isascii() and text.isdecimal() and len(text) <= _ID_DIGITS_MAX):
        raise bad_cursor()
    return int(text)

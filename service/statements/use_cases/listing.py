"""Which statements were published, as far as somebody may know."""

from datetime import date, timedelta
from typing import Any, Final

from service.access.scopes import Reach
from service.participants.identity import is_external_id
from service.participants.repository.people import external_ids_of, people_called
from service.participants.repository.reach import reached
from service.participants.use_cases.sight import Sight
from service.statements.repository.issues import Issue, issues_of
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work

_DIGITS_MAX: Final = 18
_NOBODY: Final = 0
"""No participant has this number."""


def list_statements(
    work: Work, sight: Sight, participant: str | None, limit: int, cursor: str | None
) -> dict[str, Any]:
    """One page of published statements, newest first: of one participant, else of everybody, or one's own for those
    who do not see everybody's pay."""
    before = None if cursor is None else _before(read_cursor(cursor))
    found = issues_of(work, _number(work, sight, participant), before, limit + 1)
    shown = [issue for issue in found[:limit] if _reaches(work, sight, issue)]
    names = external_ids_of(work, {issue.participant_id for issue in shown})
    has_more = len(found) > limit
    return {
        "data": [_shown(issue, names.get(issue.participant_id)) for issue in shown],
        "has_more": has_more,
        "next_cursor": make_cursor(str(found[limit - 1].id)) if has_more else None,
    }


def _number(work: Work, sight: Sight, participant: str | None) -> int | None:
    """Whose statements are listed; None for everybody's."""
    if participant is None:
        own = _NOBODY if sight.me is None else sight.me
        return None if sight.pay is Reach.EVERYBODY else own
    person = people_called(work, [participant]).get(participant) if is_external_id(participant) else None
    return _NOBODY if person is None else person.number


def _reaches(work: Work, sight: Sight, issue: Issue) -> bool:
    """Whether the caller reaches that person's pay on the last day of the statement's period."""
    last_day = date.fromisoformat(issue.period_end) - timedelta(days=1)
    return bool(reached(work, [issue.participant_id], sight.pay, sight.me, last_day))


def _shown(issue: Issue, external_id: str | None) -> dict[str, Any]:
    return {
        "id": str(issue.id),
        "participant": external_id,
        "calendar": issue.calendar,
        "period": issue.period,
        "pay_group": issue.pay_group,
        "revision": issue.revision,
        "hash": issue.content_hash,
        "published_at": moment_text(issue.at),
    }


def _before(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > _DIGITS_MAX:
        raise bad_cursor()
    return int(text)

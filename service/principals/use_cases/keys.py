"""Keys of principals: made, renewed, ended. A key's text is known once, to whoever made it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules import Problem
from service.access.add_principal import add_key
from service.access.caller import Caller
from service.access.scopes import EVERY_SCOPE, scopes_of, unknown_scopes
from service.errors import Conflict, RequestRefused
from service.principals.repository import keys
from service.principals.repository.keys import KeyRow
from service.principals.repository.principals import Found, roles_of
from service.principals.use_cases.beyond_caller import refuse_beyond_caller, refuse_operator
from service.principals.use_cases.eyes import refuse_other_eyes
from service.principals.use_cases.hands import hold_roles_still, refuse_last_key, refuse_other_hands
from service.principals.use_cases.shown import after_id, optional_moment, page
from service.principals.use_cases.there import key_number, living, no_such_key, principal_there
from service.web.moments import moment_text
from service.work import Work


@dataclass(frozen=True, slots=True)
class KeyAsked:
    """What a new key is to hold."""

    scopes: Sequence[str]
    expires_at: datetime | None


def make(work: Work, caller: Caller, sent_id: str, asked: KeyAsked) -> tuple[str, str]:
    """A new key: its id and its text.

    Raises NotFound, Conflict for an erased principal, NotAllowed for a person who must make it themselves, and
    RequestRefused for scopes that the roles do not bring or an end that is past.
    """
    hold_roles_still(work)
    found = living(principal_there(work, sent_id))
    refuse_other_hands(work, found)
    refuse_other_eyes(work, found)
    refuse_operator(found)
    refuse_beyond_caller(work, caller, asked.scopes, asked.expires_at)
    return make_key_of(work, found, asked.scopes, asked.expires_at)


def make_key_of(work: Work, found: Found, scopes: Sequence[str], expires_at: datetime | None) -> tuple[str, str]:
    """As `make`, for somebody who was found, by whoever may."""
    _refuse_wider(work, found, scopes)
    if expires_at is not None and expires_at <= work.now:
        message = "This moment is past; name a later one, or none."
        raise RequestRefused(Problem("key.expiry_past", "/expires_at", message))
    key_id, text = add_key(work, found.id, set(scopes), expires_at)
    return str(key_id), text


def renew(work: Work, caller: Caller, sent_id: str, sent_key_id: str, old_valid_hours: int) -> tuple[str, str]:
    """A new key with the label and scopes of an old one, which ends after so many hours: its id and its text.

    Raises NotFound, Conflict for a key that has ended, NotAllowed for a person who must do it themselves.
    """
    hold_roles_still(work)
    found = living(principal_there(work, sent_id))
    refuse_other_hands(work, found)
    refuse_other_eyes(work, found)
    refuse_operator(found)
    old = _key_there(work, found.id, key_number(sent_key_id))
    if old.id != caller.key_id:
        refuse_beyond_caller(work, caller, old.scopes.split(), _renewed_until(work, old))
    return renew_key(work, found.id, old.id, old_valid_hours)


def renew_key(work: Work, principal_id: int, key_id: int, old_valid_hours: int) -> tuple[str, str]:
    """As `renew`, by numbers. A key that was made for some time is renewed for the same time."""
    hold_roles_still(work)
    old = _key_there(work, principal_id, key_id)
    if not old.is_good(work.now):
        raise Conflict(Problem("key.ended", "path key_id", "This key has ended; make a new one instead."))
    if old.replaced_at is not None:
        message = "This key was replaced already; renew the one that stands in its place."
        raise Conflict(Problem("key.replaced", "path key_id", message))
    until = _renewed_until(work, old)
    by_id = work.actor.principal_id
    # Who renews a key of their own may not be who they say: whoever made it knows it too.
    made_by = old.by_id if by_id == principal_id else by_id
    new_id, text = add_key(work, principal_id, old.scopes.split(), until, label=old.label, made_by=made_by)
    keys.replace(work, old, work.now + timedelta(hours=old_valid_hours), new_id)
    work.changed("key.replaced", _subject(principal_id, key_id), after=_subject(principal_id, new_id))
    return str(new_id), text


def _renewed_until(work: Work, old: KeyRow) -> datetime | None:
    return None if old.expires_at is None else work.now + (old.expires_at - old.created_at)


def revoke(work: Work, sent_id: str, sent_key_id: str) -> dict[str, object]:
    """End a key now; a key that was revoked before stays so.

    Raises NotFound, and Conflict for the last way in of somebody who writes or decides.
    """
    hold_roles_still(work)
    found = principal_there(work, sent_id)
    key = _key_there(work, found.id, key_number(sent_key_id))
    if key.revoked_at is None:
        refuse_last_key(work, found, key_number(sent_key_id))
        keys.revoke(work, key)
        work.changed("key.revoked", _subject(found.id, key.id))
    return key_shown(_key_there(work, found.id, key.id))


def show(work: Work, sent_id: str, key_id: str) -> dict[str, object]:
    """One key; raises NotFound."""
    return key_shown(_key_there(work, principal_there(work, sent_id).id, key_number(key_id)))


def list_shown(work: Work, sent_id: str, limit: int, cursor: str | None) -> dict[str, object]:
    """One page of a principal's keys."""
    found = principal_there(work, sent_id)
    rows = keys.list_keys(work, found.id, after_id(cursor), limit + 1)
    shown, where = page(rows, limit, lambda row: row.id)
    return {"data": [key_shown(row) for row in shown], **where}


def key_shown(key: KeyRow) -> dict[str, object]:
    """A key as answers show it."""
    return {
        "id": str(key.id),
        "label": key.label,
        "scopes": key.scopes.split(),
        "made_by": str(key.by_id),
        "created_at": moment_text(key.created_at),
        "expires_at": optional_moment(key.ends_at),
        "revoked_at": optional_moment(key.revoked_at),
        "last_used_at": optional_moment(key.last_used_at),
    }


def _key_there(work: Work, principal_id: int, key_id: int) -> KeyRow:
    key = keys.find_key(work, principal_id, key_id)
    if key is None:
        raise no_such_key()
    return key


def _refuse_wider(work: Work, found: Found, scopes: Sequence[str]) -> None:
    unknown = unknown_scopes(scopes)
    if unknown:
        message = "There is no such scope; docs/api.md lists them."
        raise RequestRefused(Problem("key.unknown_scope", "/scopes", message))
    if set(scopes) - scopes_of(roles_of(work, [found.id])[found.id]) - {EVERY_SCOPE}:
        message = "The roles of this principal do not bring all of these scopes; a key can only narrow them."
        raise RequestRefused(Problem("key.scope_beyond_roles", "/scopes", message))


def _subject(principal_id: int, key_id: int) -> str:
    return f"principal/{principal_id}/key/{key_id}"

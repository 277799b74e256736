"""Giving roles and taking them away: asked for by one person, in force when another has approved."""

from collections.abc import Mapping
from typing import Final

from service.access.bootstrap import bootstrap_is_over
from service.principals.repository import roles
from service.principals.repository.principals import Found
from service.principals.use_cases.role_rules import (
    content_of,
    refuse_changed_since,
    refuse_gone_author,
    refuse_keys_of_others,
    refuse_senseless_change,
    refuse_sign_ins_of_others,
    refuse_twin,
)
from service.principals.use_cases.shown import after_id, page, principals_shown
from service.principals.use_cases.there import principal_numbered, principal_there
from service.two_person import Decision, ask, decision_of, find_request
from service.web.moments import moment_text
from service.work import Work

_REQUEST, _CHANGE = "request", "change"
_NAMING: Final = frozenset({"name", "email", "participant", "identities"})


def ask_role_change(work: Work, sent_id: str, role: str, change: str, note: str | None) -> str:
    """Ask for a role to be given or taken; in the bootstrap it is done at once. What came of it, for `show_asked`.

    Raises NotFound, and Conflict for a change that makes no sense.
    """
    found = principal_there(work, sent_id)
    refuse_senseless_change(work, found, role, change)
    if change == "given":
        refuse_keys_of_others(work, found, role)
    if not bootstrap_is_over(work):
        if change == "given":
            refuse_sign_ins_of_others(work, found, role)
        change_id = roles.add_change(work, found.id, role, change, decision=None)
        work.changed(f"role.{change}.bootstrap", _subject(found.id, role))
        return f"{_CHANGE}/{change_id}"
    content_hash = content_of(work, found, role, change)
    refuse_twin(work, _subject(found.id, role), content_hash)
    request_id = ask(work, "role_change", _subject(found.id, role), content_hash, note)
    roles.add_request(work, request_id, found.id, role, change)
    return f"{_REQUEST}/{request_id}"


def show_asked(work: Work, resource: str) -> dict[str, object]:
    """What came of asking, as it is now."""
    kind, _, number = resource.partition("/")
    if kind == _CHANGE:
        made = roles.change_numbered(work, int(number))
        return _asked(made.principal_id, made.role, made.change, state="in_force")
    return _show_request(work, int(number))


def _show_request(work: Work, request_id: int) -> dict[str, object]:
    """What was asked for, and whether it was decided."""
    asked = roles.request_of(work, request_id)
    decision = decision_of(work, request_id)
    state = "open" if decision is None else "in_force" if decision.verdict == "approved" else "refused"
    return {
        **_asked(asked.principal_id, asked.role, asked.change, state=state),
        "approval_request": str(request_id),
        "content_hash": find_request(work, request_id).content_hash,
    }


def without_names(details: Mapping[str, object]) -> dict[str, object]:
    """The same for those who may read the request and not who acts: whom it is about stays a number."""
    principal = details["principal"]
    assert isinstance(principal, dict)
    kept = {name: value for name, value in principal.items() if name not in _NAMING}
    return {**details, "principal": {**kept, "hidden": sorted(_NAMING)}}


def describe_role_change(work: Work, request_id: int) -> dict[str, object]:
    """What an approver reads: the change, and whom it is about with the roles and sign-ins that there are now."""
    asked = roles.request_of(work, request_id)
    [principal] = principals_shown(work, [principal_numbered(work, asked.principal_id)])
    return {"role": asked.role, "change": asked.change, "principal": principal}


def apply_role_change(work: Work, decision: Decision) -> None:
    """Let an approved change take effect; a refused one has none.

    Raises Conflict if the change makes no sense any more, or what it was bound to has changed; then nothing is
    approved.
    """
    if decision.verdict != "approved":
        return
    asked = roles.request_of(work, decision.request_id)
    found = principal_numbered(work, asked.principal_id)
    refuse_senseless_change(work, found, asked.role, asked.change)
    if asked.change == "given":
        refuse_keys_of_others(work, found, asked.role)
    request = find_request(work, decision.request_id)
    refuse_gone_author(work, request.author_id)
    refuse_changed_since(work, found, asked.role, asked.change, request.content_hash)
    roles.add_change(work, found.id, asked.role, asked.change, decision)
    work.changed(f"role.{asked.change}", _subject(found.id, asked.role), after=request.content_hash)


def list_role_changes(work: Work, sent_id: str, limit: int, cursor: str | None) -> dict[str, object]:
    """One page of what happened to a principal's roles."""
    found: Found = principal_there(work, sent_id)
    rows = roles.list_changes(work, found.id, after_id(cursor), limit + 1)
    shown, where = page(rows, limit, lambda row: row.id)
    return {
        "data": [
            {
                "role": row.role,
                "change": row.change,
                "basis": row.basis,
                "by": str(row.by_id),
                "at": moment_text(row.at),
                "approval_request": None if row.request_id is None else str(row.request_id),
            }
            for row in shown
        ],
        **where,
    }


def _asked(principal_id: int, role: str, change: str, *, state: str) -> dict[str, object]:
    return {
        "principal": str(principal_id),
        "role": role,
        "change": change,
        "state": state,
        "approval_request": None,
        "content_hash": None,
    }


def _subject(principal_id: int, role: str) -> str:
    return f"principal/{principal_id}/role/{role}"

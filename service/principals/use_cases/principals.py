"""Adding persons and systems, saying which participant a person is, erasing what names a person."""

from rules import Problem
from service.access.add_principal import add_principal
from service.access.caller import Kind
from service.access.keys import identity_digest
from service.access.names import OPERATOR_PREFIX, folded, hides_characters
from service.errors import Conflict, NotAllowed, NotFound, RequestRefused
from service.principals.repository import keys, principals
from service.principals.repository.principals import Found
from service.principals.use_cases.eyes import refuse_other_eyes
from service.principals.use_cases.hands import (
    hold_roles_still,
    refuse_guarded,
    refuse_last_identity,
    refuse_other_hands,
)
from service.principals.use_cases.role_rules import refuse_last_holder
from service.principals.use_cases.shown import after_id, page, principals_shown
from service.principals.use_cases.there import living, principal_there
from service.work import Work


def list_shown(work: Work, limit: int, cursor: str | None) -> dict[str, object]:
    """One page of principals."""
    found = principals.list_principals(work, after_id(cursor), limit + 1)
    shown, where = page(found, limit, lambda each: each.id)
    return {"data": principals_shown(work, shown), **where}


def show(work: Work, sent_id: str) -> dict[str, object]:
    """One principal; raises NotFound."""
    return principals_shown(work, [principal_there(work, sent_id)])[0]


def add(work: Work, kind: Kind, name: str, email: str | None) -> str:
    """A new principal without roles and keys, by id; raises Conflict for a name that is taken."""
    if hides_characters(name):
        message = "A name holds no characters that are not seen, such as controls, joiners or marks of direction."
        raise RequestRefused(Problem("principal.hidden_characters", "/name", message))
    if folded(name).startswith(OPERATOR_PREFIX):
        message = "Names with operator: belong to those who run commands beside the service; choose another."
        raise RequestRefused(Problem("principal.reserved_name", "/name", message))
    if not principals.is_name_free(work, name):
        raise Conflict(
            Problem("principal.name_taken", "/name", "Somebody is called so or nearly so already; choose another name.")
        )
    return str(add_principal(work, kind, name, email))


def link_participant(work: Work, sent_id: str, external_id: str | None) -> None:
    """Say which participant a person is: that one's pay is theirs to see.

    Raises NotFound, and Conflict for systems, for erased persons and where somebody else is that participant.
    """
    hold_roles_still(work)
    found = living_person(work, sent_id)
    number = None if external_id is None else principals.participant_of(work, external_id)
    if external_id is not None and number is None:
        message = "There is no participant with this external id; GET /v1/participants lists them."
        raise NotFound(Problem("participant.not_found", "/participant", message))
    if number is not None and principals.holder_of_participant(work, number) not in {None, found.id}:
        message = "Another person is this participant; unlink that one first."
        raise Conflict(Problem("principal.participant_taken", "/participant", message))
    if number is not None:
        _refuse_other_eyes(work, found)
    principals.link_participant(work, found.id, number)
    work.changed("principal.linked", f"principal/{found.id}", before=_place(found.participant_id), after=_place(number))


def _refuse_other_eyes(work: Work, found: Found) -> None:
    """Raises NotAllowed and Conflict where whoever links would see the participant's pay under this principal."""
    if found.id == work.actor.principal_id:
        message = "Nobody says of themselves which participant they are; another admin does."
        raise NotAllowed(Problem("principal.links_self", "path id", message))
    if keys.has_key_of_others(work, found.id):
        message = "Somebody else made a key of this person and may know it; end that key first, then link."
        raise Conflict(Problem("principal.keys_of_others", "path id", message))


def add_identity(work: Work, sent_id: str, issuer: str, subject: str) -> None:
    """From now on a token of the provider with this subject is this person.

    Raises Conflict for an identity that is somebody's, and NotAllowed where it would let an admin act as somebody who
    writes or decides.
    """
    hold_roles_still(work)
    found = living_person(work, sent_id)
    refuse_other_hands(work, found)
    refuse_other_eyes(work, found)
    digest = identity_digest(issuer, subject)
    if principals.holder_of_identity(work, digest) is not None:
        message = "Somebody signs in with this identity already; take it away there first."
        raise Conflict(Problem("identity.taken", "/subject", message))
    principals.add_identity(work, found.id, issuer, subject)
    work.changed("identity.added", f"principal/{found.id}", after=digest)


def drop_identity(work: Work, sent_id: str, issuer: str, subject: str) -> None:
    """This identity ends; raises NotFound for one that is not this person's, and Conflict for the last way in of
    somebody who writes or decides."""
    hold_roles_still(work)
    found = principal_there(work, sent_id)
    digest = identity_digest(issuer, subject)
    if principals.holder_of_identity(work, digest) != found.id:
        message = "This person has no such identity; GET the person to see what there is."
        raise NotFound(Problem("identity.not_found", "query subject", message))
    refuse_last_identity(work, found, digest)
    principals.drop_identity(work, found.id, digest)
    work.changed("identity.removed", f"principal/{found.id}", before=digest)


def erase(work: Work, sent_id: str) -> None:
    """Forget what names a person and end every way in. What they did stays, under their number.

    Raises Conflict for a system, for the last admin or approver and for whoever writes or decides.
    """
    hold_roles_still(work)
    found = living_person(work, sent_id)
    for role in sorted(principals.roles_of(work, [found.id])[found.id]):
        refuse_last_holder(work, found.id, role)
    refuse_guarded(work, found)
    keys.revoke_keys(work, found.id)
    for digest in principals.digests_of_identities(work, found.id):
        principals.drop_identity(work, found.id, digest)
    principals.link_participant(work, found.id, None)
    principals.drop_name(work, found.id)
    work.changed("principal.erased", f"principal/{found.id}")


def _place(participant_id: int | None) -> str | None:
    """What the audit says of a link: the lasting number, never the external id."""
    return None if participant_id is None else f"participant/{participant_id}"


def living_person(work: Work, sent_id: str) -> Found:
    """A person who is not erased; raises NotFound and Conflict."""
    found = living(principal_there(work, sent_id))
    if found.kind != "person":
        message = "This is a system; only a person is a participant, signs in elsewhere or can be erased."
        raise Conflict(Problem("principal.not_a_person", "path id", message))
    return found

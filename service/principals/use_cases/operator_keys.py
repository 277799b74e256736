"""Keys as an operator sees them, who has the database anyway: for those whose holder has lost theirs.

The rule that nobody else makes a key of somebody who decides does not hold here; the audit says which operator did it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from rules import Problem
from service.errors import NotFound
from service.principals.repository import keys
from service.principals.repository.keys import KeyRow
from service.principals.repository.principals import Found, find_named
from service.principals.use_cases.keys import make_key_of
from service.work import Work

_OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key and what its holder is called; None for somebody who was erased."""

    holder: str | None
    key: KeyRow


def make_for(work: Work, name: str, scopes: Sequence[str], days: int | None) -> str:
    """The text of a new key of the principal with this name, which ends after so many days.

    Raises NotFound, and RequestRefused for scopes that the roles do not bring.
    """
    expires_at = None if days is None else work.now + timedelta(days=days)
    _, text = make_key_of(work, _named(work, name), scopes, expires_at)
    return text


def list_held(work: Work, name: str | None) -> list[HeldKey]:
    """The keys of one principal or of all, the ended ones too. Raises NotFound."""
    holder = None if name is None else _named(work, name).id
    return [HeldKey(called, key) for called, key in keys.list_with_names(work, holder)]


def revoke_numbered(work: Work, key_id: int) -> None:
    """End a key now, whoever holds it; one that was revoked before stays so. Raises NotFound."""
    key = keys.find_numbered(work, key_id)
    if key is None:
        raise NotFound(Problem("key.not_found", "", "there is no key with this number; bonus keys list shows them"))
    if key.revoked_at is None:
        keys.revoke(work, key)
        work.changed("key.revoked", f"principal/{key.principal_id}/key/{key_id}")


def _named(work: Work, name: str) -> Found:
    found = find_named(work, name)
    if found is None or found.kind == _OPERATOR:
        message = "nobody has this name; bonus keys list shows who has keys, GET /v1/principals everybody"
        raise NotFound(Problem("principal.not_found", "", message))
    return found

"""What callers can find out about themselves, and the renewal of the key they call with."""

from rules import Problem
from service.access.caller import Caller
from service.errors import Conflict
from service.principals.repository import keys
from service.principals.use_cases.keys import key_shown, renew_key
from service.principals.use_cases.there import principal_numbered
from service.work import Work


def show_me(work: Work, caller: Caller) -> dict[str, object]:
    """Who the caller is and what this key allows."""
    found = principal_numbered(work, caller.principal_id)
    key = None if caller.key_id is None else keys.find_key(work, found.id, caller.key_id)
    return {
        "id": str(found.id),
        "kind": found.kind,
        "name": found.name,
        "participant": found.external_id,
        "roles": sorted(caller.roles),
        "scopes": sorted(caller.scopes),
        "key": None if key is None else key_shown(key),
    }


def renew_own_key(work: Work, caller: Caller, old_valid_hours: int) -> tuple[str, str]:
    """A new key in place of the one at hand: its id and its text; raises Conflict without a stored key."""
    if caller.key_id is None:
        message = (
            "You did not call with a key of the store; sign-ins and BONUS_API_KEY are renewed where they come from."
        )
        raise Conflict(Problem("key.not_stored", "", message))
    return renew_key(work, caller.principal_id, caller.key_id, old_valid_hours)

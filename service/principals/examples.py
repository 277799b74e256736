"""Bodies that openapi.json shows; the tests send every one of them."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Body


def _shown(**bodies: Mapping[str, object]) -> Any:
    """A body parameter with examples; each is named by what it does."""
    return Body(
        openapi_examples={
            name: {"summary": name.replace("_", " ").capitalize(), "value": value} for name, value in bodies.items()
        }
    )


PRINCIPAL: Final = _shown(
    a_person={"kind": "person", "name": "Anna Berg", "email": "anna@example.com"},
    a_system={"kind": "system", "name": "CRM"},
)
PARTICIPANT: Final = _shown(a_participant={"participant": "E17"})
IDENTITY: Final = _shown(a_person_of_a_provider={"issuer": "https://login.example.com", "subject": "8f2c1e"})
KEY: Final = _shown(
    everything_the_roles_bring={},
    less_and_for_some_time={"scopes": ["people:read", "people:write"], "expires_at": "2099-01-01T00:00:00Z"},
)
RENEWAL: Final = _shown(a_day_to_change_over={"old_valid_hours": 24}, at_once={"old_valid_hours": 0})
ROLE: Final = _shown(
    give_a_role={"role": "author", "change": "given", "note": "Writes the plans of sales."},
    take_it_away={"role": "author", "change": "taken"},
)

"""Who is calling, as far as their key or token tells."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "system", "operator"]


@dataclass(frozen=True, slots=True)
class Caller:
    """A principal with its roles, and the scopes that this key leaves of them.

    `key_id` is None for a token of an OpenID provider and for the key of the environment; `participant_id` says which
    participant a person is, if any.
    """

    principal_id: int
    kind: Kind
    roles: frozenset[str]
    scopes: frozenset[str]
    key_id: int | None = None
    participant_id: int | None = None

"""Bodies of `/v1/principals` and `/v1/me`."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StringConstraints

from service.web.moments import MomentIn
from service.web.wire import AnswerBody, RequestBody

_NO_CONTROLS = r"[^\x00-\x1f\x7f]"
_TRIMMED = r"^[^\s\x00-\x1f\x7f]([^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f])?$"

Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_TRIMMED)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+$")]
ExternalId = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=f"^{_NO_CONTROLS}+$")]
Issuer = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[!-~]+$")]
Subject = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=f"^{_NO_CONTROLS}+$")]
Role = Literal["admin", "author", "approver", "analyst", "integration", "payroll", "manager", "participant"]

OLD_VALID_HOURS_MAX = 24 * 30


class PrincipalCall(RequestBody):
    """Somebody or something that is to act."""

    kind: Literal["person", "system"] = Field(description="Persons ask and decide; systems send and fetch.")
    name: Name = Field(examples=["Anna Berg"])
    email: Email | None = Field(default=None, examples=["anna@example.com"])


class ParticipantLinkCall(RequestBody):
    """Which participant a person is."""

    participant: ExternalId | None = Field(description="The external id; null ends the link.", examples=["E17"])


class IdentityCall(RequestBody):
    """How the identity provider knows a person."""

    issuer: Issuer = Field(description="The `iss` of its tokens.", examples=["https://login.example.com"])
    subject: Subject = Field(description="The `sub` of its tokens for this person.", examples=["8f2c1e"])


class KeyCall(RequestBody):
    """What a new key may do, and for how long."""

    scopes: list[str] = Field(
        default=["*"],
        min_length=1,
        max_length=64,
        description="Scopes that the roles bring; `*` is all of them, also those of roles given later.",
        examples=[["people:read", "people:write"]],
    )
    expires_at: MomentIn | None = Field(default=None, description="Without it the key never ends by itself.")


class KeyRenewalCall(RequestBody):
    """How long the old key stays good beside the new one."""

    old_valid_hours: Annotated[StrictInt, Field(ge=0, le=OLD_VALID_HOURS_MAX)] = Field(
        default=24, description="0 ends it at once.", examples=[24]
    )


class RoleCall(RequestBody):
    """A role that is to be given or taken."""

    role: Role
    change: Literal["given", "taken"]
    note: Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=f"^{_NO_CONTROLS}+$")] | None = Field(
        default=None, description="For whoever approves.", examples=["Stands in for Anna until June."]
    )


class IdentityAnswer(AnswerBody):
    """How a provider knows a person."""

    issuer: str
    subject: str


class PrincipalAnswer(AnswerBody):
    """Somebody or something that acts."""

    id: str = Field(examples=["7"])
    kind: Literal["person", "system", "operator"]
    name: str | None = Field(description="Null once it was erased.")
    email: str | None
    erased: bool
    participant: str | None = Field(description="The external id of the participant that this person is.")
    roles: list[Role]
    identities: list[IdentityAnswer]
    created_at: str


class PrincipalList(AnswerBody):
    """A page of principals, in the order in which they were added."""

    data: list[PrincipalAnswer]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class KeyAnswer(AnswerBody):
    """A key without its text."""

    id: str
    label: str = Field(description="The part of the key's text that tells it apart.", examples=["k3x9a0bz"])
    scopes: list[str]
    made_by: str = Field(description="The id of the principal who made it and has seen its text.")
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    last_used_at: str | None = Field(description="To the minute.")


class NewKeyAnswer(KeyAnswer):
    """A key that was just made."""

    key: str | None = Field(description="The text of the key, shown this once: null when the request is repeated.")


class KeyList(AnswerBody):
    """A page of keys, in the order in which they were made."""

    data: list[KeyAnswer]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class RoleAskedAnswer(AnswerBody):
    """What came of asking for a role to be given or taken."""

    principal: str
    role: Role
    change: Literal["given", "taken"]
    state: Literal["open", "in_force", "refused"] = Field(description="Open until another person decides.")
    approval_request: str | None = Field(description="What to approve; null while there is no second approver.")
    content_hash: str | None = Field(description="What the approval names.")


class RoleChangeAnswer(AnswerBody):
    """A role that was given or taken."""

    role: Role
    change: Literal["given", "taken"]
    basis: Literal["approval", "bootstrap"]
    by: str = Field(description="Whose request let it take effect.")
    at: str
    approval_request: str | None


class RoleChangeList(AnswerBody):
    """A page of changes, in the order in which they took effect."""

    data: list[RoleChangeAnswer]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class MeAnswer(AnswerBody):
    """The caller."""

    id: str
    kind: Literal["person", "system", "operator"]
    name: str | None
    participant: str | None
    roles: list[Role]
    scopes: list[str] = Field(description="What this key or token may do.")
    key: KeyAnswer | None = Field(description="The key of the call; null for a token and for BONUS_API_KEY.")

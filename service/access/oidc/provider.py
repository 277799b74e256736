"""Which provider is trusted, and how its word can be refused."""

from dataclasses import dataclass

from service.errors import ServiceError


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID provider: who issues tokens, for whom they must be meant, where its public keys are."""

    issuer: str
    audience: str
    jwks_url: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody as the provider knows them. `subject` never changes and says nothing by itself."""

    issuer: str
    subject: str


class TokenRefused(ServiceError):
    """A token that does not count: not from the provider, not for this service, not now."""


class ProviderUnreachable(ServiceError):
    """The keys of the provider cannot be had at the moment, so no token can be checked."""

"""Signing in with a token: the provider of the settings and its keys."""

from service.access.oidc.key_source import KeySource
from service.access.oidc.provider import Identity, Provider
from service.access.oidc.token import verify_token
from service.clock import now
from service.settings import Settings


class SignIn:
    """Tokens of one provider."""

    def __init__(self, provider: Provider, keys: KeySource | None = None) -> None:
        self._provider = provider
        self._keys = KeySource(provider.jwks_url) if keys is None else keys

    def identity(self, token: bytes) -> Identity:
        """Whom the token stands for now; raises TokenRefused and ProviderUnreachable."""
        return verify_token(token, self._provider, self._keys, int(now().timestamp()))


def sign_in_of(settings: Settings) -> SignIn | None:
    """The provider that the settings name; None if they name none."""
    issuer, audience, url = settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url
    if issuer is None or audience is None or url is None:
        return None
    return SignIn(Provider(issuer, audience, url))

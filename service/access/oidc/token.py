"""Checking a JSON Web Token (RFC 7519) of the provider: its signature first, then what it claims."""

import base64
import binascii
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from joserfc import jws
from joserfc.errors import JoseError

from rules import Problem
from service.access.oidc.key_source import KeySource
from service.access.oidc.provider import Identity, Provider, TokenRefused
from service.access.oidc.public_keys import PublicKey
from service.files.exact_json import DocumentRefused, loads

# Signatures that need a private key. A shared secret (HS…) would let everybody who can check a token make one, and a
# public key passed off as that secret is the classic forgery.
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
LEEWAY_SECONDS: Final = 60
"""How far the clocks of the provider and of this machine may be apart."""
TOKEN_BYTES_MAX: Final = 16 * 1024
SUBJECT_CHARACTERS_MAX: Final = 255
_PARTS: Final = 3


class _Registry(jws.JWSRegistry):
    """Headers may hold a chain of certificates, which is passed over."""

    max_header_length = 8 * 1024


# RFC 7515 (4): members of the header that are not understood are ignored; `crit` is refused below.
_REGISTRY: Final = _Registry(algorithms=ALGORITHMS, strict_check_header=False)


def looks_like_token(sent: bytes) -> bool:
    """Whether this is meant as a token of a provider, not as a key: three parts, the first a JSON object."""
    return sent.count(b".") == _PARTS - 1 and sent.startswith(b"ey")


def verify_token(token: bytes, provider: Provider, keys: KeySource, now: int) -> Identity:
    """Whom the token stands for, at the moment `now` in whole seconds since 1970.

    Raises TokenRefused, and ProviderUnreachable if the keys cannot be had.
    """
    if len(token) > TOKEN_BYTES_MAX:
        raise _refused("it is too long")
    header = _header(token)
    alg, kid = header.get("alg"), header.get("kid")
    if not isinstance(alg, str) or alg not in ALGORITHMS:
        raise _refused("it is not signed with an asymmetric algorithm that is accepted here")
    if not isinstance(kid, str | None) or "crit" in header:
        raise _refused("its header asks for what is not known here")
    for key in keys.candidates(kid, alg):
        payload = _signed_payload(token, key)
        if payload is not None:
            return _identity(_claims(payload), provider, now)
    raise _refused("its signature is not one of the identity provider")


def _header(token: bytes) -> Mapping[str, object]:
    parts = token.split(b".")
    if len(parts) != _PARTS:
        raise _refused("it does not have three parts")
    try:
        header = loads(base64.b64decode(parts[0] + b"=" * (-len(parts[0]) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, DocumentRefused):
        raise _refused("its header cannot be read") from None
    if not isinstance(header, dict):
        raise _refused("its header cannot be read")
    return header


def _signed_payload(token: bytes, key: PublicKey) -> bytes | None:
    """The payload if this key signed it."""
    try:
        return jws.deserialize_compact(token, key.key, registry=_REGISTRY).payload
    except (JoseError, ValueError):
        return None


def _claims(payload: bytes) -> Mapping[str, object]:
    try:
        claims = loads(payload)
    except DocumentRefused:
        raise _refused("its content is not JSON") from None
    if not isinstance(claims, dict):
        raise _refused("its content is not a JSON object")
    return claims


def _identity(claims: Mapping[str, object], provider: Provider, now: int) -> Identity:
    if claims.get("iss") != provider.issuer:
        raise _refused("it comes from another issuer")
    audience = claims.get("aud")
    if provider.audience not in (audience if isinstance(audience, list) else [audience]):
        raise _refused("it is meant for another service")
    _check_times(claims, now)
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= SUBJECT_CHARACTERS_MAX:
        raise _refused("it does not say whom it stands for (sub)")
    return Identity(provider.issuer, subject)


def _check_times(claims: Mapping[str, object], now: int) -> None:
    until = _seconds(claims, "exp")
    if until is None:
        raise _refused("it does not say until when it counts (exp)")
    if until + LEEWAY_SECONDS <= now:
        raise _refused("it has expired; get a new one")
    for claim in ("nbf", "iat"):
        since = _seconds(claims, claim)
        if since is not None and since - LEEWAY_SECONDS > now:
            raise _refused(f"it does not count yet ({claim}); compare the clocks")


def _seconds(claims: Mapping[str, object], claim: str) -> int | Decimal | None:
    value = claims.get(claim)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _refused(f"its {claim} is not a number of seconds")
    return value


def _refused(why: str) -> TokenRefused:
    return TokenRefused(Problem("key.token_refused", "", f"This token of the identity provider does not count: {why}."))

"""The public keys of a provider, read from its JSON Web Key Set (RFC 7517)."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from joserfc import jwk
from joserfc.errors import JoseError

from service.files.exact_json import DocumentRefused, loads

KEYS_MAX: Final = 64
_RSA_BITS_MIN: Final = 2_048

# Only these members are read: a set that publishes private parts by mistake gives us none of them.
_MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x")}


class KeySetRefused(Exception):
    """What the provider sent is no key set."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signs; `kid` and `alg` are None where the set leaves them out."""

    kid: str | None
    alg: str | None
    key: jwk.Key


def read_key_set(body: bytes) -> tuple[PublicKey, ...]:
    """Every usable key of the set. A key of a kind that is unknown here, for encryption, secret or too short is passed
    over, as RFC 7517 (5) asks. Raises KeySetRefused for what is no set at all."""
    try:
        document = loads(body)
    except DocumentRefused:
        raise KeySetRefused("not JSON") from None
    listed = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(listed, list) or len(listed) > KEYS_MAX:
        raise KeySetRefused(f"not an object with at most {KEYS_MAX} keys")
    return tuple(key for entry in listed if isinstance(entry, dict) and (key := _read_key(entry)) is not None)


def _read_key(entry: Mapping[str, object]) -> PublicKey | None:
    kind, kid, alg = entry.get("kty"), entry.get("kid"), entry.get("alg")
    if not isinstance(kind, str) or kind not in _MEMBERS or not _signs(entry):
        return None
    if not isinstance(kid, str | None) or not isinstance(alg, str | None):
        return None
    members = {name: entry.get(name) for name in _MEMBERS[kind]}
    if not all(isinstance(value, str) for value in members.values()):
        return None
    texts = {name: str(value) for name, value in members.items()}
    if kind == "RSA" and _bits(texts["n"]) < _RSA_BITS_MIN:
        return None
    try:
        return PublicKey(kid, alg, jwk.import_key({"kty": kind, **texts}))
    except (JoseError, ValueError, KeyError):
        return None


def _signs(entry: Mapping[str, object]) -> bool:
    operations = entry.get("key_ops", ["verify"])
    return entry.get("use", "sig") == "sig" and isinstance(operations, list) and "verify" in operations


def _bits(number: str) -> int:
    """The length of a base64url number (RFC 7518, 2); 0 for what is none."""
    try:
        octets = base64.b64decode(number + "=" * (-len(number) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return 0
    return int.from_bytes(octets).bit_length()

"""Keys: how they are made, and the digests under which keys and identities are known."""

import hashlib
import secrets
import string
from typing import Final

_LABEL_CHARACTERS: Final = 8
_SECRET_BYTES: Final = 32
_PREFIX: Final = "bon"


def make_key(label: str | None = None) -> str:
    """A new key, `bon_<8 characters to tell keys apart>_<43 secret characters>`; a renewed key keeps its label."""
    alphabet = string.ascii_lowercase + string.digits
    shown = "".join(secrets.choice(alphabet) for _ in range(_LABEL_CHARACTERS)) if label is None else label
    return f"{_PREFIX}_{shown}_{secrets.token_urlsafe(_SECRET_BYTES)}"


def label_of(key: str) -> str:
    """The part of a key we made that tells it apart in lists."""
    return key.split("_", 2)[1]


def digest_of(key: str) -> str:
    """SHA-256 of the whole text: a random key of this length needs no slow hash."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


def identity_digest(issuer: str, subject: str) -> str:
    """SHA-256 of how a provider knows a person; neither part holds a line break."""
    return digest_of(f"{issuer}\n{subject}")

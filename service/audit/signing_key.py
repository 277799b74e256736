"""The key that signs heads of the audit: a file beside the database, never in it.

Whoever can rewrite the database must not be able to sign a head for it, so the key belongs on another disk or machine.
"""

import base64
import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from rules import Problem
from service.errors import RequestRefused

_PUBLIC_BYTES: Final = 32
_FILE_MODE: Final = 0o600


def make_key_file(path: Path) -> str:
    """Write a new private key that only its owner may read, and return the public key as text.

    Raises RequestRefused (`audit.key_file`) where the file is there already or cannot be written: a key is never
    replaced, because the heads it signed could not be checked by whoever forgets the old one.
    """
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
    except OSError as failed:
        raise _refused(f"the key cannot be written: {failed.strerror}; name a new file in a folder you own") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    return public_text(key)


def read_key_file(path: Path) -> Ed25519PrivateKey:
    """The private key of a file; raises RequestRefused (`audit.key_file`)."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as failed:
        raise _refused(f"the file of BONUS_AUDIT_KEY_FILE cannot be read: {failed.strerror}") from None
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise _refused("the file of BONUS_AUDIT_KEY_FILE holds no Ed25519 key; make one with bonus audit make-key")
    return key


def public_text(key: Ed25519PrivateKey) -> str:
    """The public key as 44 characters of base64, to be kept where nobody changes it."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode("ascii")


def is_signed(public_key: str, signature: str, message: bytes) -> bool:
    """Whether the holder of the key signed the message; texts that are no key or no signature sign nothing."""
    try:
        raw = base64.b64decode(public_key, validate=True)
        signed = base64.b64decode(signature, validate=True)
    except ValueError:
        return False
    if len(raw) != _PUBLIC_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signed, message)
    except InvalidSignature:
        return False
    return True


def _refused(message: str) -> RequestRefused:
    return RequestRefused(Problem("audit.key_file", "", message))

"""The signed head: how far the audit went at a moment, in a form that the database cannot forge.

A chain of hashes shows every change inside it, but not that its last entries are gone, nor that all of it was made
anew. Against a head that was exported before, both show.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rules import Problem
from service.audit.signing_key import is_signed, public_text
from service.errors import RequestRefused

_SCHEMA: Final = "bonus-audit-head/1"
_SEQ_DIGITS_MAX: Final = 18
_TEXTS: Final = ("hash", "at", "database")
_SIGNATURE: Final = ("public_key", "signature")


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of an audit: its number and hash, when the head was taken (ISO 8601, UTC), and which history it
    belongs to: `database` is the hash of the first entry, which no two databases share."""

    seq: int
    hash: str
    at: str
    database: str

    def canonical(self) -> bytes:
        """What is signed: RFC 8785 JSON with the name of the form in it, so that it can be nothing else."""
        return json.dumps({"schema": _SCHEMA, **asdict(self)}, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head, the public key of who signed it, and the Ed25519 signature, both in base64; null where nobody signed."""

    head: Head
    public_key: str | None
    signature: str | None

    def to_json(self) -> dict[str, object]:
        """As it stands in a file."""
        return {
            "schema": _SCHEMA,
            **asdict(self.head),
            "public_key": self.public_key,
            "signature": self.signature,
        }

    def is_genuine(self, public_key: str | None = None) -> bool:
        """Whether the signature fits; with `public_key`, whether it is that key's and not just any."""
        if self.public_key is None or self.signature is None or public_key not in (None, self.public_key):
            return False
        return is_signed(self.public_key, self.signature, self.head.canonical())


def sign(head: Head, key: Ed25519PrivateKey | None) -> SignedHead:
    """The head with its signature, or without one where there is no key."""
    if key is None:
        return SignedHead(head, None, None)
    signature = base64.b64encode(key.sign(head.canonical())).decode("ascii")
    return SignedHead(head, public_text(key), signature)


def read_signed_head(document: object) -> SignedHead:
    """A head out of a file; raises RequestRefused (`audit.head_file`) for any other document."""
    if not isinstance(document, Mapping) or document.get("schema") != _SCHEMA:
        raise _refused(f'it is no exported head: "schema" must be "{_SCHEMA}"')
    if set(document) != {"schema", "seq", *_TEXTS, *_SIGNATURE}:
        raise _refused(f"it must hold schema, seq, {', '.join((*_TEXTS, *_SIGNATURE))} and nothing else")
    seq = document["seq"]
    if not isinstance(seq, int) or isinstance(seq, bool) or len(str(seq)) > _SEQ_DIGITS_MAX:
        raise _refused('"seq" must be the number of an entry')
    texts = [document[name] for name in _TEXTS]
    signature = [document[name] for name in _SIGNATURE]
    is_signed_or_not = all(isinstance(text, str) for text in signature) or signature == [None, None]
    if not (all(isinstance(text, str) for text in texts) and is_signed_or_not):
        raise _refused("its parts are not those of an exported head; export it again")
    return SignedHead(Head(seq, *texts), *signature)


def _refused(message: str) -> RequestRefused:
    return RequestRefused(Problem("audit.head_file", "", message))

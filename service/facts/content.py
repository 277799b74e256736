"""What a fact says in its one form: how two bodies of the same id are compared, and what is kept of it."""

import hashlib
import hmac
import json
from typing import Final

from service.facts.sent import SentFact
from service.files.exact_json import loads

_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(participant: int, fact: SentFact) -> str:
    """SHA-256 of what a fact says of the participant of this number, whatever its id in the source is."""
    _, _, key, day, time, _, _, _, kind, mantissa, scale, text, currency, details = fact
    # The separator stands in none of the parts: texts are printable, and JSON escapes it. What is absent reads as
    # None, which nothing else can be: a word or a row is told from a number by its kind.
    said = f"{participant}\x1f{key}\x1f{day}\x1f{time}"
    said += f"\x1f{kind}\x1f{mantissa}\x1f{scale}\x1f{text}\x1f{currency}\x1f{details}"
    return hashlib.sha256(said.encode()).hexdigest()


def document_of(fact: SentFact) -> str:
    """The same of a fact that waits, as canonical JSON, with the id of the person as it was sent."""
    said = fact._asdict()
    for name in ("position", "source", "ref", "revision"):
        del said[name]
    return _ENCODER.encode(said)


def fact_of(document: str, source: str, ref: str, revision: int) -> SentFact:
    """The fact again that `document_of` was made of."""
    said = loads(document.encode())
    assert isinstance(said, dict)
    return SentFact(position=0, source=source, ref=ref, revision=revision, **said)


def waiting_digest(secret: str, document: str) -> str:
    """What the identity of a waiting fact keeps: nothing to guess at once the secret is gone."""
    return hmac.new(secret.encode(), document.encode(), hashlib.sha256).hexdigest()

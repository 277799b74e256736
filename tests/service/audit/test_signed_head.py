"""A head cannot be forged: every change of it, or of its signature, shows."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from service.audit.signed_head import Head, SignedHead, read_signed_head, sign
from service.audit.signing_key import is_signed, make_key_file, public_text, read_key_file
from service.errors import RequestRefused

HEAD = Head(42, "ab" * 32, "2026-03-01T10:00:00.000000Z", "cd" * 32)


@pytest.fixture
def signed(tmp_path: Path) -> SignedHead:
    """A head with the signature of a new key."""
    make_key_file(tmp_path / "audit.key")
    return sign(HEAD, read_key_file(tmp_path / "audit.key"))


def test_a_head_survives_its_file(signed: SignedHead) -> None:
    read = read_signed_head(json.loads(json.dumps(signed.to_json())))
    assert read == signed
    assert read.is_genuine()
    assert read.is_genuine(signed.public_key)


@pytest.mark.parametrize(
    "changed",
    [
        replace(HEAD, seq=41),
        replace(HEAD, hash="ac" * 32),
        replace(HEAD, at="2026-03-01T10:00:00.000001Z"),
        replace(HEAD, database="ce" * 32),
    ],
)
def test_a_changed_head_is_not_genuine(signed: SignedHead, changed: Head) -> None:
    assert not replace(signed, head=changed).is_genuine()


def test_a_head_of_somebody_else_is_not_genuine_for_the_known_key(signed: SignedHead, tmp_path: Path) -> None:
    make_key_file(tmp_path / "other.key")
    forged = sign(HEAD, read_key_file(tmp_path / "other.key"))
    assert forged.is_genuine()
    assert not forged.is_genuine(signed.public_key)
    assert not replace(forged, public_key=signed.public_key).is_genuine()


@pytest.mark.parametrize("text", ["", "é", "AAAA", "not base64!", "A" * 44])
def test_what_is_no_key_or_signature_signs_nothing(signed: SignedHead, text: str) -> None:
    assert signed.signature is not None
    assert signed.public_key is not None
    assert not is_signed(text, signed.signature, HEAD.canonical())
    assert not is_signed(signed.public_key, text, HEAD.canonical())


def test_a_head_that_nobody_signed_is_not_genuine() -> None:
    unsigned = sign(HEAD, None)
    assert read_signed_head(unsigned.to_json()) == unsigned
    assert not unsigned.is_genuine()


def test_a_key_is_for_its_owner_only_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "audit.key"
    printed = make_key_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert printed == public_text(read_key_file(path))
    with pytest.raises(RequestRefused, match=r"audit\.key_file"):
        make_key_file(path)


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_file_without_a_key_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "audit.key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RequestRefused, match=r"audit\.key_file"):
        read_key_file(path)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "bonus-audit-head/2"},
        {"seq": "42"},
        {"seq": True},
        {"seq": 10**18},
        {"hash": None},
        {"signature": None},
        {"more": "x"},
    ],
)
def test_a_document_that_is_no_head_is_refused(signed: SignedHead, change: dict[str, object]) -> None:
    with pytest.raises(RequestRefused, match=r"audit\.head_file"):
        read_signed_head({**signed.to_json(), **change})


@pytest.mark.parametrize("document", [None, [], "head", {}])
def test_other_documents_are_refused(document: object) -> None:
    with pytest.raises(RequestRefused, match=r"audit\.head_file"):
        read_signed_head(document)

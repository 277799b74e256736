"""Only the provider's own tokens count, for this service, now."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import Key

from service.access.oidc.key_source import KeySource
from service.access.oidc.provider import Identity, ProviderUnreachable, TokenRefused
from service.access.oidc.token import TOKEN_BYTES_MAX, looks_like_token, verify_token
from tests.service.access.oidc.identity_provider import (
    AUDIENCE,
    CLAIMS,
    ISSUER,
    NOW,
    PROVIDER,
    ec_key,
    ed_key,
    in_base64,
    key_set,
    raw_token,
    rsa_key,
    sign,
    sign_with_secret,
)


def source(*keys: Key, **members: object) -> KeySource:
    """A provider's keys that never change."""
    return KeySource("", get=lambda _: key_set(*keys, **members))


def identity(token: bytes, keys: KeySource | None = None) -> Identity:
    return verify_token(token, PROVIDER, keys or source(rsa_key()), NOW)


def refusal(token: bytes, keys: KeySource | None = None) -> str:
    """Why a token does not count."""
    with pytest.raises(TokenRefused) as refused:
        identity(token, keys)
    [problem] = refused.value.problems
    assert problem.code == "key.token_refused"
    return problem.message


def with_claims(**changed: object) -> Mapping[str, object]:
    """The claims of a good token with changes; None leaves one out."""
    return {name: value for name, value in {**CLAIMS, **changed}.items() if value is not None}


@pytest.mark.parametrize("alg", ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"])
def test_rsa_signatures_count(alg: str) -> None:
    assert identity(sign(rsa_key(), alg)) == Identity(ISSUER, "u-17")


@pytest.mark.parametrize(
    ("key", "alg"),
    [(ec_key(), "ES256"), (ec_key("P-384"), "ES384"), (ec_key("P-521"), "ES512"), (ed_key(), "Ed25519")],
    ids=["ES256", "ES384", "ES512", "Ed25519"],
)
def test_curves_count(key: Key, alg: str) -> None:
    assert identity(sign(key, alg), source(rsa_key(), key)) == Identity(ISSUER, "u-17")


def test_a_token_without_kid_is_tried_with_every_key() -> None:
    keys = source(rsa_key("a"), ec_key(), rsa_key("b"))
    for key, alg in ((rsa_key("a"), "RS256"), (rsa_key("b"), "RS256"), (ec_key(), "ES256")):
        assert identity(sign(key, alg, kid=None), keys).subject == "u-17"
    assert "signature" in refusal(sign(rsa_key("c"), "RS256", kid=None), keys)


def test_unsigned_tokens_do_not_count() -> None:
    for alg in ("none", "None", "NONE", "", "nOnE"):
        assert "asymmetric" in refusal(raw_token({"alg": alg, "typ": "JWT"}))


@pytest.mark.parametrize("bits", [256, 384, 512])
def test_the_public_key_is_no_shared_secret(bits: int) -> None:
    for form in (rsa_key().as_pem(private=False), json.dumps(rsa_key().as_dict(private=False)).encode()):
        assert "asymmetric" in refusal(sign_with_secret(form, f"HS{bits}", f"sha{bits}", "a"))


def test_a_secret_in_the_key_set_is_passed_over() -> None:
    secret = b"s" * 64
    published = {"keys": [{"kty": "oct", "k": in_base64(secret).decode(), "kid": "s", "alg": "HS256"}]}
    keys = KeySource("", get=lambda _: json.dumps(published).encode())
    assert "asymmetric" in refusal(sign_with_secret(secret, "HS256", "sha256", "s"), keys)


def test_another_signer_does_not_count() -> None:
    assert "signature" in refusal(sign(rsa_key("b"), "RS256", kid="a"))
    assert "signature" in refusal(sign(ec_key(), "ES256", kid="a"))


def test_a_key_in_the_header_is_not_believed() -> None:
    token = sign(rsa_key("b"), "RS256", kid="b", jwk=rsa_key("b").as_dict(private=False), jku="https://evil.example")
    assert "signature" in refusal(token)


def test_what_a_signed_header_calls_critical_is_not_passed_over() -> None:
    assert "header" in refusal(sign(rsa_key(), "RS256", crit=["typ"], typ="JWT"))


def test_a_key_counts_only_for_its_algorithm() -> None:
    assert "signature" in refusal(sign(rsa_key(), "RS256"), source(rsa_key(), alg="PS256"))
    assert identity(sign(rsa_key(), "PS256"), source(rsa_key(), alg="PS256")).subject == "u-17"


def test_a_changed_token_does_not_count() -> None:
    head, payload, signature = sign(rsa_key(), "RS256").split(b".")
    other = in_base64(json.dumps(with_claims(sub="u-1")).encode())
    assert "signature" in refusal(b".".join((head, other, signature)))
    assert "signature" in refusal(b".".join((head, payload, b"")))
    assert "signature" in refusal(b".".join((head, payload, b"AAAA")))
    assert "signature" in refusal(b".".join((in_base64(b'{"alg":"RS512","kid":"a"}'), payload, signature)))


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"iss": "https://login.example/"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"iss": [ISSUER]}, "issuer"),
        ({"aud": "payroll"}, "another service"),
        ({"aud": None}, "another service"),
        ({"aud": []}, "another service"),
        ({"aud": "bonus2"}, "another service"),
        ({"aud": {"bonus": 1}}, "another service"),
        ({"exp": NOW - 60}, "expired"),
        ({"exp": None}, "exp"),
        ({"exp": str(NOW + 300)}, "exp"),
        ({"exp": True}, "exp"),
        ({"nbf": NOW + 61}, "nbf"),
        ({"nbf": "soon"}, "nbf"),
        ({"iat": NOW + 61}, "iat"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "sub"),
        ({"sub": 17}, "sub"),
        ({"sub": "u" * 256}, "sub"),
    ],
)
def test_what_it_claims_must_fit(changed: Mapping[str, object], word: str) -> None:
    assert word in refusal(sign(rsa_key(), "RS256", with_claims(**changed)))


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": NOW - 59},
        {"exp": NOW + 0.5},
        {"nbf": NOW + 60, "iat": NOW + 60},
        {"nbf": None, "iat": None},
        {"aud": ["other", AUDIENCE]},
        {"sub": "u" * 255},
        {"more": {"of": ["any", "kind"]}},
    ],
)
def test_clocks_may_differ_a_minute_and_more_may_be_claimed(changed: Mapping[str, object]) -> None:
    assert identity(sign(rsa_key(), "RS256", with_claims(**changed))).issuer == ISSUER


def test_an_expiry_of_nan_is_no_time() -> None:
    assert "not JSON" in refusal(sign(rsa_key(), "RS256", json.dumps(with_claims(exp=float("nan"))).encode()))


@pytest.mark.parametrize("payload", [b"", b"[]", b"null", b"{", b'{"a":1,"a":2}', b"[" * 9_000, b"\xff"])
def test_a_signed_payload_that_is_no_object_does_not_count(payload: bytes) -> None:
    assert "content" in refusal(sign(rsa_key(), "RS256", payload))


@pytest.mark.parametrize(
    "header",
    [
        [],
        "alg",
        ["alg"],
        5,
        None,
        {},
        {"alg": None},
        {"alg": ["RS256"]},
        {"alg": "RS256", "kid": 5},
        {"alg": "RS256", "kid": ["a"]},
        {"alg": "RS256", "kid": "a", "crit": ["exp"], "exp": 1},
        {"alg": "RS256", "kid": "a", "b64": False, "crit": ["b64"]},
        {"alg": "RS256", "kid": "a", "x5c": 5},
        {"alg": "RS256", "kid": "a", "jwk": []},
        {"alg": "ES256K", "kid": "a"},
        {"alg": "RSA-OAEP", "enc": "A256GCM"},
    ],
)
def test_odd_headers_do_not_count(header: object) -> None:
    assert refusal(raw_token(header, signature=b"x" * 256))


@pytest.mark.parametrize(
    "token",
    [
        b"",
        b".",
        b"..",
        b"...",
        b"ey..",
        b"a.b.c",
        b"ey.ey.ey.ey.ey",
        b"\xff.\xff.\xff",
        b"e y.e y.e y",
        "ключ.ж.д".encode(),
    ],
)
def test_garbage_does_not_count(token: bytes) -> None:
    assert refusal(token)


def test_a_huge_token_is_not_looked_at() -> None:
    token = sign(rsa_key(), "RS256", with_claims(more="x" * TOKEN_BYTES_MAX))
    assert "too long" in refusal(token, KeySource("", get=never))


def never(_: str) -> bytes:
    raise AssertionError("the provider was asked")


def test_nobody_asks_the_provider_because_of_a_token_that_cannot_count() -> None:
    assert refusal(raw_token({"alg": "none"}), KeySource("", get=never))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.binary(max_size=60), st.binary(max_size=60))
def test_no_bytes_break_the_check(header: bytes, payload: bytes, signature: bytes) -> None:
    keys = source(rsa_key(), ec_key())
    for token in (b".".join((header, payload, signature)), b".".join(map(in_base64, (header, payload, signature)))):
        with pytest.raises((TokenRefused, ProviderUnreachable)):
            identity(token, keys)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["alg", "kid", "crit", "typ", "x5c", "b64", "jwk"]),
        st.one_of(
            st.sampled_from(["RS256", "ES256", "a", "ec"]),
            st.none(),
            st.integers(),
            st.lists(st.text(max_size=3), max_size=2),
        ),
    ),
    st.binary(max_size=300),
)
def test_no_header_breaks_the_check(header: Mapping[str, object], signature: bytes) -> None:
    with pytest.raises(TokenRefused):
        identity(raw_token(header, signature=signature), source(rsa_key(), ec_key()))


def test_refusals_do_not_repeat_what_was_sent() -> None:
    message = refusal(sign(rsa_key(), "RS256", with_claims(iss="secret-place", sub="secret-person")))
    assert "secret" not in message


@pytest.mark.parametrize(
    ("sent", "is_token"),
    [(b"eyJhbGciOiJSUzI1NiJ9.e30.AA", True), (b"bon_abcdefgh_x", False), (b"ey.b", False), (b"a.b.c", False)],
)
def test_tokens_and_keys_are_told_apart(sent: bytes, is_token: bool) -> None:
    assert looks_like_token(sent) is is_token

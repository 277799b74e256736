"""An OpenID provider of the tests: keys of its own, tokens signed by them, and its keys behind a real address."""

import base64
import hmac
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from service.access.oidc.provider import Provider

ISSUER = "https://login.example"
AUDIENCE = "bonus"
NOW = 1_780_000_000
CLAIMS: Mapping[str, object] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "u-17",
    "iat": NOW - 10,
    "nbf": NOW - 10,
    "exp": NOW + 300,
}
PROVIDER = Provider(ISSUER, AUDIENCE, "https://login.example/keys")


@cache
def rsa_key(name: str = "a") -> RSAKey:
    """A key of 2,048 bits for each name, made once per run because making one takes a moment."""
    return RSAKey.generate_key(2048, {"kid": name})


@cache
def ec_key(curve: str = "P-256", name: str = "ec") -> ECKey:
    """A key on a curve."""
    return ECKey.generate_key(curve, {"kid": name})


@cache
def ed_key() -> OKPKey:
    """An Edwards key."""
    return OKPKey.generate_key("Ed25519", {"kid": "ed"})


def sign_with_secret(secret: bytes, alg: str, digest: str, kid: str) -> bytes:
    """A token as a forger signs it who takes any text for the shared secret; libraries refuse to make one of a key."""
    signed = b".".join(in_base64(json.dumps(part).encode()) for part in ({"alg": alg, "kid": kid}, dict(CLAIMS)))
    return signed + b"." + in_base64(hmac.digest(secret, signed, digest))


def key_set(*keys: Key, **members: object) -> bytes:
    """The key set with the public halves of these keys, each with extra members."""
    return json.dumps({"keys": [{**key.as_dict(private=False), **members} for key in keys]}).encode()


def sign(key: Key, alg: str, claims: Mapping[str, object] | bytes = CLAIMS, **header: object) -> bytes:
    """A token; the id of the key stands in its header unless the header says otherwise (None: leave it out)."""
    named: dict[str, Any] = {"alg": alg, "kid": key.kid, **header}
    payload = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
    registry = jws.JWSRegistry(algorithms=[alg], strict_check_header=False)
    shown = {name: value for name, value in named.items() if value is not None}
    return jws.serialize_compact(shown, payload, key, registry=registry).encode()


def raw_token(header: object, claims: object = CLAIMS, signature: bytes = b"") -> bytes:
    """A token whose parts are put together by hand."""
    return b".".join(map(in_base64, (json.dumps(header).encode(), json.dumps(claims).encode(), signature)))


def in_base64(text: bytes) -> bytes:
    """base64url without padding."""
    return base64.urlsafe_b64encode(text).rstrip(b"=")


class Answering:
    """What the address gives next, and how often it was asked. Status, headers and body may change in between."""

    def __init__(self, body: bytes) -> None:
        self.status = 200
        self.headers: dict[str, str] = {"Content-Type": "application/json"}
        self.body = body
        self.asked = 0
        self.url = ""


@contextmanager
def served(body: bytes) -> Iterator[Answering]:
    """A web server on this machine."""
    answering = Answering(body)

    class Answer(BaseHTTPRequestHandler):
        def answer(self) -> None:
            answering.asked += 1
            self.send_response(answering.status)
            for name, value in answering.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answering.body)))
            self.end_headers()
            self.wfile.write(answering.body)

        do_GET = answer

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    answering.url = f"http://127.0.0.1:{server.server_port}/keys"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield answering
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

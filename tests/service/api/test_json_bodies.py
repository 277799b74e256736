"""Bodies are read exactly, and everything that JSON leaves ambiguous or broken is refused with a reason."""

import pytest
from fastapi.testclient import TestClient

ROUTES = ["/v1/formulas/check", "/v1/plans/check", "/v1/calculate"]
JSON = {"Content-Type": "application/json"}

BROKEN = {
    "nothing but a brace": (b"{", 400, "json.malformed"),
    "a trailing comma": (b'{"plan": 1,}', 400, "json.malformed"),
    "single quotes": (b"{'plan': 1}", 400, "json.malformed"),
    "two documents": (b"{}{}", 400, "json.malformed"),
    "a comment": (b'{"plan": 1} // why', 400, "json.malformed"),
    "a number with a leading zero": (b'{"plan": 01}', 400, "json.malformed"),
    "a number with an underscore": (b'{"plan": 1_000}', 400, "json.malformed"),
    "full-width digits": ('{"plan": \uff11\uff12}'.encode(), 400, "json.malformed"),
    "hexadecimal": (b'{"plan": 0x10}', 400, "json.malformed"),
    "a line break in a text": (b'{"plan": "a\nb"}', 400, "json.malformed"),
    "a null byte": (b'{"plan": 1}\x00', 400, "json.malformed"),
    "Latin-1": ('{"plan": "Müller"}'.encode("latin-1"), 400, "json.bad_utf8"),
    "UTF-16": ('{"plan": 1}'.encode("utf-16"), 400, "json.bad_utf8"),
    "NaN": (b'{"plan": NaN}', 422, "json.not_a_number"),
    "Infinity": (b'{"plan": {"a": [Infinity]}}', 422, "json.not_a_number"),
    "minus Infinity": (b'{"plan": -Infinity}', 422, "json.not_a_number"),
    "a key twice": (b'{"plan": 1, "plan": 2}', 422, "json.duplicate_key"),
    "a key twice, written differently": (b'{"plan": 1, "pl\\u0061n": 2}', 422, "json.duplicate_key"),
    "a number of 5,000 digits": (b'{"plan": ' + b"9" * 5_000 + b"}", 422, "json.number_too_long"),
    "half a surrogate pair": (b'{"plan": "\\ud800"}', 422, "json.bad_unicode"),
    "half a surrogate pair as a key, twice": (b'{"\\ud800": 1, "\\ud800": 2}', 422, "json.duplicate_key"),
    "65 lists in each other": (b'{"plan": ' + b"[" * 64 + b"]" * 64 + b"}", 422, "json.too_deep"),
    "100,000 lists in each other": (b"[" * 100_000, 422, "json.too_deep"),
    "100,000 closed lists in each other": (b"[" * 100_000 + b"]" * 100_000, 422, "json.too_deep"),
    "100,000 objects in each other": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 422, "json.too_deep"),
    "a list": (b"[]", 422, "body.not_object"),
    "a text": (b'"plan"', 422, "body.not_object"),
    "null": (b"null", 422, "body.not_object"),
    "a number": (b"5", 422, "body.not_object"),
}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("name", BROKEN)
def test_broken_bodies_are_refused(client: TestClient, route: str, name: str) -> None:
    body, status, code = BROKEN[name]
    answer = client.post(route, content=body, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_place_of_a_repeated_key_is_named(client: TestClient) -> None:
    body = b'{"plan": {"kpis": [{"key": "a"}, {"key": "b", "weight": "1", "weight": "2"}]}}'
    (error,) = client.post("/v1/calculate", content=body, headers=JSON).json()["errors"]
    assert error["path"] == "/plan/kpis/1/weight"


@pytest.mark.parametrize(
    "media",
    [
        "application/json",
        "application/json; charset=utf-8",
        'application/json; charset="UTF-8"',
        "APPLICATION/JSON",
        "application/vnd.company+json",
    ],
)
def test_json_is_accepted_under_its_names(client: TestClient, media: str) -> None:
    answer = client.post("/v1/plans/check", content=b"{}", headers={"Content-Type": media})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "media",
    [
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/yaml",
        "application/json; charset=utf-16",
        "json",
        "",
    ],
)
def test_other_media_types_are_refused(client: TestClient, media: str) -> None:
    answer = client.post("/v1/plans/check", content=b"{}", headers={"Content-Type": media})
    assert (answer.status_code, answer.json()["code"]) == (415, "body.media_type")


def test_a_body_without_a_type_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/plans/check", content=b"{}")
    assert answer.status_code == 415


def test_a_byte_order_mark_is_passed_over(client: TestClient) -> None:
    answer = client.post("/v1/plans/check", content=b"\xef\xbb\xbf{}", headers=JSON)
    assert answer.status_code == 200

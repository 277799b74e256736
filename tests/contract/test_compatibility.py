"""What the last release promised in openapi.json is still promised: operations, fields, parameters and words stay."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.contract.markdown import ROOT

METHODS = {"get", "put", "post", "delete", "patch"}


def removals(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What callers of `old` miss or would newly have to send in `new`, one sentence each."""
    found = [*_lost_operations(old, new)]
    schemas, now = old["components"]["schemas"], new["components"]["schemas"]
    for name, schema in schemas.items():
        if name in now:
            found += _lost_parts(name, schema, now[name])
        else:
            found.append(f"schema {name} is gone")
    return found


def _lost_operations(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for path, methods in old["paths"].items():
        for method in sorted(METHODS & methods.keys()):
            now = new["paths"].get(path, {}).get(method)
            name = f"{method.upper()} {path}"
            yield from [f"{name} is gone"] if now is None else _lost_promises(name, methods[method], now)


def _lost_promises(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if new["operationId"] != old["operationId"]:
        yield f"{name} is now called {new['operationId']}"
    sent, known = _parameters(old), _parameters(new)
    yield from (f"{name} no longer takes {each}" for each in sorted(sent.keys() - known.keys()))
    needed = {each for each, is_needed in known.items() if is_needed and not sent.get(each, False)}
    yield from (f"{name} now needs {each}" for each in sorted(needed))
    answers = {status for status in old["responses"] if status.startswith("2")}
    yield from (f"{name} no longer answers {status}" for status in sorted(answers - new["responses"].keys()))


def _parameters(operation: Mapping[str, Any]) -> dict[str, bool]:
    return {f"{each['in']} {each['name']}": each.get("required", False) for each in operation.get("parameters", [])}


def _lost_parts(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    gone = old.get("properties", {}).keys() - new.get("properties", {}).keys()
    yield from (f"{name}.{field} is gone" for field in sorted(gone))
    if _is_answer(name):
        loose = set(old.get("required", [])) - set(new.get("required", [])) - gone
        yield from (f"{name}.{field} may be missing now" for field in sorted(loose))
    else:
        needed = set(new.get("required", [])) - set(old.get("required", []))
        yield from (f"{name}.{field} must be sent now" for field in sorted(needed))
        words = set(old.get("enum", [])) - set(new.get("enum", [])) if "enum" in new else set()
        yield from (f"{name} no longer takes {word!r}" for word in sorted(map(str, words)))


def _is_answer(name: str) -> bool:
    return name.endswith(("Answer", "Line", "Item", "Document", "List"))


def last_release() -> str:
    """The tag of the last release; skips where there is none to compare with."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git repository, so no release is known")
    command = ["git", "-C", str(ROOT), "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    if found.returncode != 0:
        pytest.skip("nothing is released yet: there is no tag v… to compare with")
    return found.stdout.strip()


def test_nothing_that_was_released_is_gone() -> None:
    tag = last_release()
    command = ["git", "-C", str(ROOT), "show", f"{tag}:openapi.json"]
    released = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout, parse_float=str)
    now = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"), parse_float=str)
    assert removals(released, now) == []


def document(**schemas: Any) -> dict[str, Any]:
    operation = {
        "operationId": "list_things",
        "parameters": [{"in": "query", "name": "limit"}, {"in": "query", "name": "day", "required": True}],
        "responses": {"200": {}, "404": {}},
    }
    return {"paths": {"/v1/things": {"get": operation}}, "components": {"schemas": schemas}}


OLD = document(
    ThingAnswer={"properties": {"id": {}, "name": {}}, "required": ["id", "name"]},
    ThingCall={"properties": {"name": {}, "kind": {}}, "required": ["name"]},
    Kind={"enum": ["a", "b"]},
)


def changed(*path: str, value: Any) -> dict[str, Any]:
    new: dict[str, Any] = json.loads(json.dumps(OLD), parse_float=str)
    place = new
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return new


OPERATION = ("paths", "/v1/things", "get")
SCHEMAS = ("components", "schemas")


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (OLD, []),
        (changed("paths", value={}), ["GET /v1/things is gone"]),
        (changed(*OPERATION, "operationId", value="get_things"), ["GET /v1/things is now called get_things"]),
        (
            changed(*OPERATION, "parameters", value=[{"in": "query", "name": "page", "required": True}]),
            [
                "GET /v1/things no longer takes query day",
                "GET /v1/things no longer takes query limit",
                "GET /v1/things now needs query page",
            ],
        ),
        (changed(*OPERATION, "responses", value={"201": {}}), ["GET /v1/things no longer answers 200"]),
        (changed(*SCHEMAS, "ThingAnswer", "properties", value={"id": {}}), ["ThingAnswer.name is gone"]),
        (changed(*SCHEMAS, "ThingAnswer", "required", value=["id"]), ["ThingAnswer.name may be missing now"]),
        (changed(*SCHEMAS, "ThingCall", "required", value=["name", "kind"]), ["ThingCall.kind must be sent now"]),
        (changed(*SCHEMAS, "ThingCall", "required", value=[]), []),
        (changed(*SCHEMAS, "Kind", "enum", value=["a", "c"]), ["Kind no longer takes 'b'"]),
        (changed(*SCHEMAS, "More", value={}), []),
    ],
)
def test_what_is_a_removal(new: dict[str, Any], found: list[str]) -> None:
    assert removals(OLD, new) == found

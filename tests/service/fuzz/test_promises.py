"""openapi.json keeps its promises: no 5xx, no invalid input taken, no key ignored, no answer of another shape."""

import json
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.service.fuzz.described import calls_made, described, findings

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"), parse_float=str)
OPERATIONS = [operation["operationId"] for methods in DOCUMENT["paths"].values() for operation in methods.values()]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_keeps_what_the_description_promises(app: FastAPI, key: str, operation: str) -> None:
    assert findings(described(DOCUMENT, app, key, operation)) == []


def test_many_calls_are_made(app: FastAPI, key: str) -> None:
    assert calls_made(described(DOCUMENT, app, key, "list_shipped_plans")) > 20

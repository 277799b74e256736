"""openapi.json keeps its promises: no 5xx, no invalid input taken, no key ignored, no answer of another shape."""

import json
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.service.fuzz.described import calls_made, described, findings

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"), parse_float=str)


@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_the_operations_of_a_path_keep_what_the_description_promises(app: FastAPI, key: str, path: str) -> None:
    assert findings(described(DOCUMENT, app, key, path)) == []


def test_many_calls_are_made(app: FastAPI, key: str) -> None:
    assert calls_made(described(DOCUMENT, app, key, "/v1/catalog")) > 20

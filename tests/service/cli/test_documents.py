"""`bonus catalog`, `schema`, `openapi`: documents for people and programs."""

import json
from pathlib import Path

import pytest

from rules import plan_json_schema
from service.catalog import catalog_document, catalog_keys, catalog_text
from service.main import create_app
from service.openapi import render
from service.settings import Settings
from tests.service.cli.conftest import Run


def test_the_catalog_lists_every_plan(bonus: Run) -> None:
    said = bonus("catalog").stdout
    for key in catalog_keys():
        (line,) = [line for line in said.splitlines() if line.startswith(f"{key} ")]
        assert str(catalog_document(key)["title"]).split()[0] in line
    assert max(map(len, said.splitlines())) <= 100


@pytest.mark.parametrize("key", catalog_keys())
def test_a_plan_of_the_catalog_is_printed_as_it_is(bonus: Run, key: str) -> None:
    assert bonus("catalog", key).stdout == catalog_text(key)


def test_an_unknown_plan(bonus: Run) -> None:
    done = bonus("catalog", "nothing")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("plan.not_found  nothing  ")


def test_the_schema(bonus: Run, tmp_path: Path) -> None:
    said = bonus("schema").stdout
    assert json.loads(said, parse_float=str) == plan_json_schema()
    assert bonus("schema", "--out", "schema.json").stdout == ""
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == said


def test_openapi_is_the_same_whatever_the_environment_says(
    bonus: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = bonus("openapi").stdout
    assert said == render(create_app(Settings()))
    monkeypatch.setenv("BONUS_API_KEY", "too short")
    monkeypatch.setenv("BONUS_LOG_LEVEL", "nonsense")
    assert bonus("openapi", "--out", "openapi.json").exit_code == 0
    assert (tmp_path / "openapi.json").read_text(encoding="utf-8") == said


@pytest.mark.parametrize("command", ["schema", "openapi"])
def test_a_file_that_cannot_be_written(bonus: Run, command: str) -> None:
    done = bonus(command, "--out", "no/such/folder.json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("file.cannot_write  no/such/folder.json  ")

"""The command line as a person uses it: arguments in, two streams and an exit code out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import service
from service.cli.app import app

SAMPLES = Path(service.__file__).parent / "samples"

Run = Callable[..., Result]


@pytest.fixture
def bonus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs one command line in an empty folder, without a terminal."""
    for name in ("COLUMNS", "FORCE_COLOR", "BONUS_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def run(*arguments: object) -> Result:
        result = runner.invoke(app, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture
def march() -> Path:
    """The facts of the sample company in March 2026."""
    return SAMPLES / "2026-03.csv"


@pytest.fixture
def plan() -> dict[str, Any]:
    """A small plan document to change: one KPI, a gate, two lines, two examples."""
    document: dict[str, Any] = json.loads(_PLAN)
    return document


_PLAN = """{
  "schema": "bonus-plan/1", "key": "small", "title": "Small plan", "currency": "EUR", "frequency": "month",
  "inputs": {"fund": {"kind": "money"}, "region": {"kind": "category", "values": ["EMEA", "APAC"], "default": "EMEA"}},
  "kpis": [{"key": "revenue", "title": "Revenue", "unit": "EUR", "weight": "1",
            "levels": {"base": "80", "normal": "100", "target": "130"}}],
  "ratings": {"bands": [{"grade": "D"}, {"grade": "C", "from": "0.7"}, {"grade": "A", "from": "1"}]},
  "tables": {"rates": {"kind": "marginal", "rows": [{"from": "0", "rate": "0.01"}, {"from": "100", "rate": "0.02"}]}},
  "gates": [{"key": "in_emea", "title": "Only EMEA", "when": "region == \\"EMEA\\"", "scope": "extra",
             "otherwise": {"factor": "0"}}],
  "components": [
    {"key": "main", "title": "Main bonus", "cap": "fund * 2",
     "amount": "fund * coefficient if rating != \\"D\\" else 0"},
    {"key": "extra", "title": "Extra", "amount": "tier(revenue.actual, rates)"}],
  "examples": [
    {"name": "on plan", "inputs": {"fund": "1000"}, "facts": {"revenue": "100"},
     "expect": {"coefficient": "1", "rating": "A", "total": "1001.00"}},
    {"name": "at the edge", "inputs": {"fund": "1000"}, "facts": {"revenue": "94"},
     "expect": {"coefficient": "0.7", "rating": "C", "total": "700.94"}}]
}"""


@pytest.fixture
def plan_file(plan: dict[str, Any], tmp_path: Path) -> Path:
    """The small plan as a file."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    return path

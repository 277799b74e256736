"""The statement: every part of a plan has its place on the page."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.service.cli.conftest import Run

PLAN: dict[str, Any] = {
    **{"schema": "bonus-plan/1", "key": "full", "title": "Everything", "currency": "JPY", "frequency": "month"},
    "inputs": {
        "fund": {"kind": "money"},
        "months": {"kind": "number", "default": "12"},
        "lead": {"kind": "boolean", "default": False},
        "correction": {"kind": "money", "min": None, "default": "0"},
    },
    "facts": {"teamwork": {"kind": "category", "values": ["poor", "good"]}},
    "eligibility": [{"key": "past_probation", "title": "Past probation", "when": "months >= 3"}],
    "kpis": [
        {"key": "sales", "weight": "0.5", "missing": "carry_last", "levels": {"base": "0", "normal": "100"}},
        {"key": "teamwork", "weight": "0.5", "curve": {"kind": "scale", "values": {"poor": "0", "good": "1"}}},
        {"key": "calls", "title": "Calls made"},
    ],
    "ratings": {"bands": [{"grade": "low", "payout": "0"}, {"grade": "high", "from": "0.5", "payout": "1"}]},
    "scales": {"size": {"of": "sales.actual", "bands": [{"grade": "S"}, {"grade": "L", "from": "100"}]}},
    "values": {"is_lead": "lead", "per_call": "sales.actual / calls.actual"},
    "gates": [
        {"key": "busy", "when": "calls.actual >= 10", "otherwise": {"factor": "0.5"}, "mode": "advisory"},
        {"key": "limit", "when": "sales.actual < 100", "scope": ["pay"], "otherwise": {"cap": "50000"}},
    ],
    "components": [
        {"key": "pay", "amount": "fund * payout * coefficient", "earning_code": "BON1"},
        {"key": "corrected", "amount": "correction"},
    ],
    "limits": {"total_floor": "1000"},
}
COLUMNS = "participant,fund,months,lead,correction,sales,prior.sales,teamwork,calls"


@pytest.fixture
def said(bonus: Run, tmp_path: Path) -> Any:
    """What is explained of one person whose row this is."""
    (tmp_path / "plan.json").write_text(json.dumps(PLAN), encoding="utf-8")

    def explain(row: str) -> str:
        (tmp_path / "facts.csv").write_text(f"{COLUMNS}\nE1,{row}\n", encoding="utf-8")
        done = bonus("explain", "plan.json", "--facts", "facts.csv", "--participant", "E1")
        assert done.exit_code == 0, done.output
        return re.sub(" {2,}", "  ", done.stdout)

    return explain


def test_a_paid_person(said: Any) -> None:
    text = said("80000,12,true,0,150,,good,5")
    assert "paid  50 000 JPY\n" in text
    assert "teamwork  –  –  good  1  1  0.5  0.5\n" in text
    assert "Calls made  –  –  5  –  –  –  –\n" in text
    assert "coefficient  1.25  (125 %)\n" in text
    assert "rating  high, payout 1\n" in text
    assert "size  L\n" in text
    assert "is_lead  yes\n" in text
    assert "per_call  30\n" in text
    assert re.search(r"busy  calls\.actual >= 10  total  closed  times 0\.5 \(advisory: shown, not", text)
    assert "limit  sales.actual < 100  pay  closed  at most 50 000\n" in text
    assert "pay (BON1)  100 000  50 000  0  0  50 000\n" in text
    assert "each line to 0 places, half up." in text
    assert "Conditions to be in the plan:\nPast probation = true" in text


def test_a_carried_value_says_so(said: Any) -> None:
    text = said("80000,12,true,0,,90,good,20")
    assert "sales  0  100  90  0.9  0.9  0.5  0.45\n" in text
    assert "(carried)" in text


def test_a_total_raised_to_its_floor(said: Any) -> None:
    text = said("80000,12,,-500,0,,poor,20")
    assert "paid  1 000 JPY\n" in text
    assert "corrected  -500  0  0  0  -500\n" in text
    assert re.search(r"Raise to the floor of the total  1 500  0  0  0  1 500\n", text)
    assert "rating  low, payout 0\n" in text


def test_a_person_who_is_not_in_the_plan(said: Any) -> None:
    text = said("80000,2,,,150,,good,5")
    assert "zero  0 JPY\n" in text
    assert (
        "Zero because\nnot_eligible:past_probation  /eligibility/past_probation  not in the plan: Past probation\n"
        in text
    )
    assert "Not all are met, so the outcome is zero, whatever follows." in text


def test_a_person_with_a_problem(said: Any) -> None:
    text = said("80000,12,,,150,,excellent,5")
    assert "blocked  no amount\n" in text
    assert "fact.unknown_word  /facts/teamwork  not one of the declared words" in text
    assert "teamwork  –  –  problem  –  –" in text
    assert "excellent" not in text


def test_the_table_of_people_names_the_fact_in_short(bonus: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
    (tmp_path / "facts.csv").write_text(f"{COLUMNS}\nE1,80000,12,,,150,,excellent,5\n", encoding="utf-8")
    done = bonus("calculate", "plan.json", "--facts", "facts.csv")
    assert "  blocked  teamwork: not one of the declared words\n" in done.stdout
    assert "Total 0 JPY for 1 person: 0 paid, 0 zero, 1 blocked\n" in done.stdout

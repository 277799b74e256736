"""The common workload: 8 weighted KPIs (2 with conditional formulas), 5 bands, a payout, a bonus to the cent."""

import random
from typing import Any

from rules import Intake, Raw

WEIGHTS = ("0.2", "0.2", "0.1", "0.1", "0.1", "0.1")
ACCELERATED = "0 if actual < base else (actual / normal if actual < target else 1.2)"
OVERDUE = "1.5 if actual <= target else (0 if actual >= base else 2 - actual / normal)"
BANDS = (("D", None, "0"), ("C", "0.7", "0.5"), ("B", "0.9", "0.9"), ("A", "1", "1"), ("S", "1.2", "1.5"))
STANDARD = tuple(f"k{index}" for index in range(len(WEIGHTS)))
HIGHER = {"base": "80", "normal": "100", "target": "120"}
LOWER = {"base": "20", "normal": "10", "target": "5"}


def plan_document() -> dict[str, Any]:
    """The plan that every benchmark computes."""
    kpis: list[dict[str, Any]] = [
        {"key": key, "weight": weight, "levels": HIGHER} for key, weight in zip(STANDARD, WEIGHTS, strict=True)
    ]
    kpis.append({"key": "accelerated", "weight": "0.1", "levels": HIGHER, "curve": _curve(ACCELERATED)})
    kpis.append({"key": "overdue", "weight": "0.1", "levels": LOWER, "curve": _curve(OVERDUE)})
    return {
        "schema": "bonus-plan/1",
        "key": "benchmark",
        "title": "Benchmark",
        "currency": "EUR",
        "frequency": "month",
        "inputs": {"fund": {"kind": "money"}},
        "kpis": kpis,
        "ratings": {"bands": [_band(*band) for band in BANDS]},
        "components": [{"key": "bonus", "amount": "fund * payout * coefficient"}],
    }


ON_PLAN_SHARE = 0.1


def intake(size: int, seed: int = 1) -> Intake:
    """Plausible people: one in ten has every KPI exactly on plan, where binary floats go wrong."""
    draw = random.Random(seed)
    on_plan = [draw.random() < ON_PLAN_SHARE for _ in range(size)]
    facts: dict[str, list[Raw]] = {
        key: ["100" if exact else f"{draw.uniform(70, 130):.2f}" for exact in on_plan]
        for key in (*STANDARD, "accelerated")
    }
    facts["overdue"] = ["10" if exact else f"{draw.uniform(3, 25):.1f}" for exact in on_plan]
    funds: list[Raw] = [f"{draw.randrange(100_000, 900_000) / 100:.2f}" for _ in range(size)]
    return Intake([f"E{index}" for index in range(size)], inputs={"fund": funds}, facts=facts)


def _curve(formula: str) -> dict[str, str]:
    return {"kind": "formula", "formula": formula}


def _band(grade: str, start: str | None, payout: str) -> dict[str, str]:
    band = {"grade": grade, "payout": payout}
    return band if start is None else band | {"from": start}

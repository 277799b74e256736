"""Statements to look at and to test with: the handbook's matrix, a hostile one, long ones, and those without pay."""

import copy
import json
from pathlib import Path
from typing import Any

from rules import (
    compile_plan,
    read_participants,
    read_surroundings,
    result_digest,
    statement_figures,
    stored_text,
)
from service.statements.given import Adjusted, Carried, GivenPlan, GivenStatement, PastResult
from tests.architecture.sources import ROOT

Document = dict[str, Any]

CATALOG = ROOT / "rules" / "catalog"


def shipped(key: str) -> Document:
    """A plan of the catalog."""
    document: Document = json.loads((Path(CATALOG) / f"{key}.json").read_text(encoding="utf-8"))
    return document


def computed(document: Document, participant: Document, version: int | None = 3, **more: Any) -> GivenPlan:
    """The plan with the stored result of one participant, as a run would store it, and its figures."""
    compiled = compile_plan(copy.deepcopy(document))
    intake = read_participants([{"id": "17", **participant}], read_surroundings({}))
    figures = statement_figures(compiled, intake)
    assert figures is not None
    digest = result_digest(stored_text(figures.result))
    return GivenPlan(compiled, version, figures.result, digest, more.pop("figures", figures), **more)


def given(*plans: GivenPlan, **parts: Any) -> GivenStatement:
    """A statement of these plans for one person and month, unless a part says otherwise."""
    head: Document = {
        "company": "Nordlicht Pumpen GmbH",
        "participant": "E1007",
        "name": "Anna Bergström",
        "calendar": "monthly",
        "period": "2026-03",
        "start": "2026-03-01",
        "end": "2026-04-01",
        "pay_group": "all",
        "revision": 1,
        "at": "2026-04-03T08:15:42Z",
    }
    return GivenStatement(**{**head, "plans": plans, **parts})


HANDBOOK_FACTS = {
    "revenue": "1100000", "gross_profit": "21", "revenue_net": "100", "new_customers": "4", "overdue": "12",
    "duration": "65",
}  # fmt: skip

PAST = tuple(
    PastResult(f"2025-{month}" if month > "08" else f"2026-{month}", coefficient, rating, "paid", total, "EUR")
    for month, coefficient, rating, total in (
        ("09", "0.81", "C", "34020.00"),
        ("10", "0.795", "C", "33390.00"),
        ("11", "0.902", "B", "37884.00"),
        ("12", "1.04", "A", "43680.00"),
        ("01", "0.745833333333", "C", "31325.00"),
        ("02", "0.866666666666", "C", "36400.00"),
    )
)


def handbook(**more: Any) -> GivenPlan:
    """The matrix of the handbook: pays 38 415.00."""
    document = shipped("b2b-sales-manager")
    return computed(document, {"inputs": {"fund": "42000"}, "facts": HANDBOOK_FACTS}, **{"past": PAST, **more})


def ordinary() -> GivenStatement:
    """One person with everything beside the result."""
    return given(
        handbook(),
        adjustments=(
            Adjusted("Trade fair in Hannover, agreed with sales management", "250.00", "EUR"),
            Adjusted("Company car, private use in February", "-120.50", "EUR", "b2b-sales-manager", "kpi_bonus"),
        ),
        corrections=(
            Carried("reversal", "b2b-sales-manager", "kpi_bonus", "2026-02", "2026-03", "-36400.00", "EUR"),
            Carried("new", "b2b-sales-manager", "kpi_bonus", "2026-02", "2026-03", "36912.40", "EUR"),
        ),
    )


_TITLES = (
    "Отгруженная выручка по ключевым клиентам Северо-Западного федерального округа",
    "Deckungsbeitrag nach Rabatten, Skonti und Rückvergütungen im Maschinenbaugeschäft",
    "Нові клієнти з першою оплатою",
    "Überfällige Forderungen am Gesamtbestand",
    "Durchschnittliche Vertriebsdauer",
    "Звонки",
)


def long_one(currency: str = "EUR", kpis: int = 12) -> GivenStatement:
    """Twelve KPIs with long titles in several scripts, amounts that need room, and a very long name."""
    document: Document = {
        "schema": "bonus-plan/1",
        "key": "large",
        "title": "Großkundenvertrieb Премия за результат: продажи и сервис",
        "currency": currency,
        "frequency": "month",
        "inputs": {"fund": {"kind": "money"}},
        "facts": {f"k{number}": {} for number in range(kpis)},
        "kpis": [
            {
                "key": f"k{number}",
                "title": _TITLES[number % len(_TITLES)],
                "unit": (currency, "%", "Stück", "дней")[number % 4],
                "weight": f"1/{kpis}",
                "levels": {"base": "80000000", "normal": "100000000", "target": "125000000.50"},
                "source": "Учётная система" if number == 0 else None,
            }
            for number in range(kpis)
        ],
        "components": [
            {"key": "pay", "title": "Ergebnisbonus · премия", "amount": "fund * coefficient", "earning_code": "4711"}
        ],
    }
    for kpi in document["kpis"]:
        if kpi["source"] is None:
            del kpi["source"]
    facts = {f"k{number}": str(78_500_000 + 3_456_789 * number) for number in range(kpis)}
    plan = computed(document, {"inputs": {"fund": "12345678"}, "facts": facts})
    name = "Константин Константинович Константинопольский-Преображенский von und zu Schwarzenberg-Hohenlohe"
    return given(plan, name=name, company="«Северные насосы и компрессоры» / Nordlicht Pumpen GmbH & Co. KG")


def blocked() -> GivenStatement:
    """Somebody whose overdue share was never measured."""
    facts = {key: value for key, value in HANDBOOK_FACTS.items() if key != "overdue"}
    plan = computed(shipped("b2b-sales-manager"), {"inputs": {"fund": "42000"}, "facts": facts})
    return given(plan)


def nothing_earned() -> GivenStatement:
    """Somebody whose gate was closed, so that nothing is paid."""
    facts = {**HANDBOOK_FACTS, "overdue": "31"}
    plan = computed(shipped("b2b-sales-manager"), {"inputs": {"fund": "42000"}, "facts": facts})
    return given(plan)

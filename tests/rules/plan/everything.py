"""One plan document that uses every shape the format has, also those calculated by a later release."""

import copy

from tests.rules.plan.documents import Document

_CURVES: list[Document] = [
    {"kind": "linear", "floor": None, "cap": None},
    {"kind": "two_slope", "max": "1.5"},
    {"kind": "ratio", "form": "2-actual/normal", "floor": "0", "cap": "1.2"},
    {
        "kind": "points",
        "of": "attainment",
        "points": [{"at": "0.8", "index": "0"}, {"at": "0.8", "index": "1/2"}],
    },
    {"kind": "steps", "of": "raw", "rows": [{"index": "0"}, {"from": "0.5", "index": "1"}], "cap": "1"},
    {"kind": "binary"},
    {"kind": "scale", "values": {"poor": "0", "good": "1", "very good": "1.2"}},
    {"kind": "range", "low": "95", "high": "105", "zero_low": "80", "zero_high": "120"},
    {"kind": "inverse_concave", "floor": "0", "cap": "target"},
    {"kind": "formula", "formula": "actual / normal", "floor": "0", "cap": "2"},
]

_EVERYTHING: Document = {
    "schema": "bonus-plan/1",
    "key": "everything_at-once",
    "title": "Alles auf einmal, всё сразу",
    "description": "Every shape once",
    "currency": "KWD",
    "frequency": "quarter",
    "inputs": {
        "fund": {"kind": "money", "min": None, "max": "100000", "default": "-5", "take": "average"},
        "quota": {"kind": "number", "min": "0", "max": "12", "default": "1", "scope": "team"},
        "probation": {"kind": "boolean", "default": False, "inherit": "manager"},
        "region": {"kind": "category", "values": ["EMEA", "APAC"], "default": "EMEA", "scope": "company"},
    },
    "facts": {
        "revenue": {"kind": "number", "title": "Revenue", "take": "sum", "empty": "zero"},
        "mood": {"kind": "category", "values": ["poor", "good", "very good"], "take": "last"},
        "deals": {
            "kind": "rows",
            "empty": "zero",
            "running": "amount",
            "fields": {
                "amount": {"kind": "number", "title": "Amount"},
                "fresh": {"kind": "boolean"},
                "product": {"kind": "category", "values": ["01", "02"]},
            },
        },
        "revenue_ytd": {"of": "revenue", "window": "year_to_date", "take": "sum"},
        "revenue_before": {"of": "revenue", "window": "previous"},
        "revenue_recent": {"of": "revenue", "window": {"last": 3}, "take": "avg", "empty": "zero"},
    },
    "eligibility": [{"key": "past_probation", "when": "not probation", "title": "Past probation"}],
    "kpis": [
        {
            "key": f"kpi_{number}",
            "title": f"KPI {number}",
            "unit": "EUR",
            "weight": "1/10",
            "levels": {"base": "1", "normal": "quota / 12" if number % 2 else "2", "target": 3},
            "value": "revenue / 2",
            "undefined": "missing",
            "curve": curve,
            "missing": "carry_last",
            "measure": "volume",
            "scope": "team",
            "qualitative": False,
            "source": "CRM",
            "owner": "Controlling",
        }
        for number, curve in enumerate(_CURVES)
    ],
    "coefficient": "kpi_1.index",
    "ratings": {
        "title": "Rating",
        "bands": [
            {"grade": "B", "payout": "0"},
            {"grade": "A", "from": "1", "payout": "1"},
            {"grade": "A+", "above": "1", "payout": "1.2"},
        ],
        "round_before_band": 2,
        "interpolate": True,
    },
    "scales": {
        "customer_class": {
            "of": "share(revenue)",
            "crossing": "upper",
            "bands": [{"grade": "A"}, {"grade": "B", "from": "0.8"}],
        }
    },
    "tables": {
        "tiers": {
            "kind": "marginal",
            "rows": [{"rate": "0.01"}, {"from": "10", "rate": "0.02", "flat": "5"}],
        },
        "rates": {"kind": "whole", "title": "Rates", "rows": [{"from": "0", "rate": "1/3"}]},
        "steps": {"kind": "step", "rows": [{"from": "-1", "value": "0"}, {"from": "0", "value": "1"}]},
        "line": {"kind": "points", "points": [{"at": "0", "value": "0"}, {"at": "1", "value": "1"}]},
        "by_region": {"kind": "lookup", "rows": [{"key": "EMEA", "value": "1"}, {"key": 7, "value": "2"}]},
    },
    "values": {"half": "1/2", "constant": 5, "long": "revenue_ytd / 2"},
    "gates": [
        {
            "key": "one",
            "when": "kpi_1.actual > 0",
            "otherwise": {"factor": "0.5"},
            "scope": ["total", "kpi_1"],
        },
        {
            "key": "two",
            "when": "not probation",
            "otherwise": {"cap": "fund"},
            "scope": "line_1",
            "mode": "advisory",
        },
    ],
    "components": [
        {
            "key": "line_1",
            "title": "Line",
            "amount": "fund * coefficient",
            "cap": {"amount": "fund * 12", "per": "year", "carry": True},
            "floor": "0",
            "earning_code": "BON1",
            "prorate": True,
            "instalments": 4,
        },
        {"key": "line_2", "amount": "deals.amount * 0.01", "per": "deals", "cap": "100"},
        {"key": "line_3", "amount": "3", "unit": "shares", "places": 0},
    ],
    "limits": {
        "total_cap": {"amount": "fund * 24", "per": "year"},
        "total_floor": None,
        "total_floor_earning_code": "BON9",
    },
    "rounding": {"mode": "half_even", "steps": 6},
    "personal": ["levels", "weights"],
    "pools": {
        "team_pool": {
            "amount": "1000",
            "by": "team",
            "weight": "coefficient",
            "min": "1",
            "max": "fund",
            "unit": "0.01",
            "remainder": "largest_weight",
            "blocked": "reserve",
        },
        "company_pool": {"fund": "5000", "claims": "line_1", "by": None},
    },
    "balances": {
        "draw": {
            "sign": "owed_by_person",
            "title": "Draw",
            "kind": "draw",
            "until": "2026-07-01",
            "add": "100",
            "take": "line_1",
            "earning_code": "DRAW",
        }
    },
    "proration": {"basis": "thirtieths", "count_start": False},
    "segments": "separate",
    "ytd": "restate",
    "retro": "reopen",
    "corrections": {"pay": "original"},
    "rate_date": "payment_date",
    "examples": [
        {
            "name": "several people",
            "period": {"start": "2026-01-01", "end": "2026-04-01"},
            "company": {"inputs": {"region": "APAC"}, "facts": {"revenue": 1}},
            "groups": {"north": {"inputs": {"quota": "6"}}},
            "calendar": {
                "fiscal_year_start": "04-01",
                "holidays": ["2026-01-01"],
                "workdays": ["sun", "mon"],
                "periods": [{"start": "2026-01-01", "end": "2026-04-01"}],
                "pattern": "4-4-5",
                "year_start": "2026-01-01",
                "weeks": 53,
            },
            "rates": [
                {"from": "USD", "to": "KWD", "date": "2026-01-05", "rate": "0.31"},
                {"from": "KWD", "to": "USD", "start": "2026-01-01", "end": "2026-02-01", "rate": "3.2"},
            ],
            "credits": [
                {
                    "fact": "deals",
                    "date": "2026-01-06",
                    "source": "crm",
                    "source_id": "d2",
                    "shares": {"E1": "1/3", "E2": "2/3"},
                    "fields": {"amount": 12, "product": "01", "fresh": False},
                },
                {"fact": "revenue", "value": "6", "shares": {"E1": "1"}},
            ],
            "pay_date": "2026-04-15",
            "participants": [
                {
                    "id": "E1",
                    "group": "north",
                    "manager": "E2",
                    "currency": "USD",
                    "cost_centres": {"CC 1": "0.6", "CC 2": "2/5"},
                    "inputs": {"fund": "42000", "probation": False},
                    "facts": {
                        "revenue": ["1", 2, None],
                        "mood": "very good",
                        "deals": [{"date": "2026-01-05", "id": "d1", "amount": 10, "product": "01", "fresh": True}],
                    },
                    "levels": {"kpi_1": {"base": "1", "normal": "5"}},
                    "weights": {"kpi_1": "1/3"},
                    "not_applicable": {"kpi_2": "no territory"},
                    "prior": {
                        "facts": {"revenue": "5"},
                        "paid": {"line_1": "1"},
                        "balances": {"draw": "0"},
                        "instalments": {"line_1": [{"amount": "8", "parts": 4, "paid": "1"}]},
                    },
                    "assignment": {
                        "from": "2026-01-10",
                        "to": "2026-03-01",
                        "reason": "resigned",
                        "absences": [{"start": "2026-02-01", "end": "2026-02-08", "kind": "sick"}],
                    },
                    "segments": [
                        {
                            "start": "2026-01-10",
                            "end": "2026-02-10",
                            "share": "1/2",
                            "inputs": {"fund": "1"},
                            "levels": {"kpi_1": {"normal": "4"}},
                        }
                    ],
                    "expect": {
                        "outcome": "zero",
                        "reasons": ["not_eligible:past_probation"],
                        "problems": [],
                        "coefficient": None,
                        "rating": "A+",
                        "payout": "1.2",
                        "kpis": {
                            "kpi_1": {"actual": "0.5", "index": "1/3"},
                            "kpi_6": {"actual": "very good"},
                        },
                        "values": {"half": "0.5", "flag": True, "word": "EMEA", "nothing": None},
                        "components": {
                            "line_1": {
                                "amount": "1",
                                "gross": "2",
                                "gated": "1",
                                "prorated": "0",
                                "withheld": "0",
                                "lines": [{"from": "0", "basis": "100", "rate": "0.01", "amount": "1"}],
                            },
                            "line_2": "5.000",
                            "line_3": None,
                        },
                        "pools": {"team_pool": "5"},
                        "payee": {"currency": "USD", "rate": "3.2", "components": {"line_1": "1"}, "total": "3.20"},
                        "balances": {"draw": "100"},
                        "total": "6",
                    },
                }
            ],
        },
        {
            "name": "several periods",
            "periods": [
                {"period": {"start": "2026-01-01", "end": "2026-04-01"}, "expect": {"total": "1"}},
                {
                    "period": {"start": "2026-04-01", "end": "2026-07-01"},
                    "facts": {"revenue": "5"},
                    "expect": {"total": "2"},
                },
            ],
        },
    ],
}


def everything() -> Document:
    """A fresh copy."""
    return copy.deepcopy(_EVERYTHING)

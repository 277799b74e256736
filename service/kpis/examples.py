"""Bodies that the description of `/v1/kpis` shows; the tests send every one of them."""

from typing import Any, Final

_CONVERSION: Final[dict[str, Any]] = {
    "schema": "bonus-kpi/1",
    "key": "call_conversion",
    "title": "Meetings per hundred calls",
    "unit": "%",
    "facts": {"calls": {"take": "sum", "empty": "zero"}, "meetings": {"take": "sum", "empty": "zero"}},
    "value": "meetings / calls * 100",
    "undefined": "missing",
    "measure": "ratio",
    "levels": {"base": "5", "normal": "10", "target": "15"},
    "source": "CRM",
    "owner": "Sales operations",
    "note": "Beside the number of calls, so that calls are not made for their own sake.",
    "examples": [
        {"name": "12 of 80", "facts": {"calls": "80", "meetings": "12"}, "expect": {"actual": "15"}},
        {"name": "calls without a meeting are 0", "facts": {"calls": "80", "meetings": []}, "expect": {"actual": "0"}},
    ],
}
_VISITS: Final[dict[str, Any]] = {
    "schema": "bonus-kpi/1",
    "key": "visits",
    "title": "Customers visited",
    "unit": "pcs",
    "facts": {"visits": {"kind": "category", "take": "distinct"}},
    "owner": "Field sales",
    "examples": [{"name": "one of them twice", "facts": {"visits": ["C1", "C2", "C1"]}, "expect": {"actual": "2"}}],
}
DEFINITIONS: Final[dict[str, dict[str, Any]]] = {
    "A rate with an edge that is tested": _CONVERSION,
    "A count of different things": _VISITS,
}
CLONES: Final[dict[str, dict[str, Any]]] = {
    "To change a shipped KPI under its own key": {},
    "To have a KPI of one's own beside it": {"key": "our_margin", "version": 1},
}

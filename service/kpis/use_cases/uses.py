"""Which plans have a KPI of the library, and whether the library has gone on since."""

import re
from collections.abc import Iterator
from typing import Any

from service.files.exact_json import loads
from service.kpi_library import find_kpi
from service.kpis.repository import PlanText, plan_texts
from service.work import Work

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def list_uses(work: Work, key: str) -> dict[str, object]:
    """The drafts, and the versions that may still pay, that took this KPI; raises NotFound."""
    newest = find_kpi(work, key)
    return {
        "data": [
            {
                "plan": plan.plan_key,
                "version": plan.version,
                "state": plan.state,
                "kpi_version": _number(taken.get("version")),
                "is_newest": taken.get("hash") == newest.content_hash,
            }
            for plan in plan_texts(work)
            for taken in _taken(plan, key)
        ]
    }


def _taken(plan: PlanText, key: str) -> Iterator[dict[str, Any]]:
    """What a plan says of where its KPI comes from. A draft need not be a plan yet."""
    document = loads(plan.text.encode())
    kpis = document.get("kpis") if isinstance(document, dict) else None
    for kpi in kpis if isinstance(kpis, list) else ():
        library = kpi.get("library") if isinstance(kpi, dict) else None
        if isinstance(library, dict) and library.get("key") == key:
            yield library


def _number(value: object) -> int | None:
    return int(str(value)) if _NUMBER.fullmatch(str(value)) else None

"""Taking a KPI of the library into a draft: the plan then says all of it itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rules import Problem, document_hash, embed_kpi
from service.errors import Conflict
from service.files.exact_json import loads
from service.kpi_library import find_kpi, read_definition
from service.plans.repository.drafts import Draft, save_draft
from service.plans.use_cases.drafts import check_seen
from service.plans.use_cases.found import draft_of, lock
from service.web.conditions import Seen
from service.work import Work

_WRITTEN_OUT_MAX: Final = 40
"""A number with an exponent beyond this cannot stand in a plan; written out it could be a million digits."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What is taken: a KPI, by default its newest version; its weight; levels instead of the suggested ones."""

    kpi: str
    version: int | None = None
    weight: object = None
    levels: Mapping[str, object] | None = None


def take_kpi(work: Work, key: str, taking: Taking, seen: Seen) -> Draft:
    """The draft with one more KPI, its facts, and where it comes from.

    Raises NotFound, RequestRefused or Conflict where the caller has not seen the draft as it is, Conflict for the
    newest version of a retired KPI, and PlanRefused for a draft that cannot take the KPI.
    """
    lock(work, key)
    before = draft_of(work, key)
    check_seen(seen, before)
    kpi = find_kpi(work, taking.kpi, taking.version)
    if kpi.retired and taking.version is None:
        message = "This KPI is retired; choose another one, or name the version that you want all the same."
        raise Conflict(Problem("kpi.retired", "/kpi", message))
    document = embed_kpi(
        loads(before.text.encode()),
        read_definition(kpi),
        version=kpi.version,
        weight=taking.weight,
        levels=taking.levels,
    )
    after = save_draft(work, key, _text(document), document_hash(document))
    work.changed("plan.kpi_taken", f"plan/{key}/draft", before=before.content_hash, after=after.content_hash)
    return after


def _text(document: dict[str, object]) -> str:
    """The document as a person would read it; numbers that were read exactly are written exactly, as text."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2, default=_number)


def _number(value: object) -> str:
    assert isinstance(value, Decimal), "everything else of a document is JSON already"
    return format(value, "f") if abs(value.adjusted()) < _WRITTEN_OUT_MAX else str(value)

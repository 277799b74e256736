"""Reading the KPI library."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from rules import check_kpi
from service.files.exact_json import loads
from service.kpi_library import LibraryKpi, Origin, current_kpis, find_kpi
from service.kpi_library.repository import versions_of
from service.web.cursor import make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work

State = Literal["active", "retired", "all"]
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_SEARCHED = ("key", "title", "unit", "note", "source", "owner")


@dataclass(frozen=True, slots=True)
class KpiSearch:
    """Which KPIs are wanted: words that all occur in its texts, its data owner, where it comes from, its state."""

    text: str | None = None
    owner: str | None = None
    origin: Origin | None = None
    state: State = "active"


def list_kpis(work: Work, search: KpiSearch, limit: int, cursor: str | None) -> dict[str, object]:
    """One page of the KPIs that fit, by key; raises RequestRefused for a cursor that no page gave out."""
    after = "" if cursor is None else read_cursor(cursor)
    fitting = [line for line in map(_line, _with_state(current_kpis(work), search)) if _fits(line, search)]
    shown = [line for line in fitting if str(line["key"]) > after]
    has_more = len(shown) > limit
    shown = shown[:limit]
    return {
        "data": [{name: value for name, value in line.items() if name not in ("note", "source")} for line in shown],
        "has_more": has_more,
        "next_cursor": make_cursor(str(shown[-1]["key"])) if has_more else None,
    }


def get_kpi(work: Work, key: str, version: int | None = None) -> LibraryKpi:
    """One version, the newest if none is named; raises NotFound."""
    return find_kpi(work, key, version)


def list_versions(work: Work, key: str, limit: int, cursor: str | None) -> dict[str, object]:
    """One page of the versions of a KPI, the oldest first; raises NotFound and RequestRefused."""
    newest = find_kpi(work, key)
    after = 0 if cursor is None else _after_version(cursor)
    found = [newest] if newest.origin == "shipped" else list(versions_of(work, key, after, limit + 1))
    shown = found[:limit]
    has_more = len(found) > limit
    return {
        "data": [_version_line(kpi) for kpi in shown],
        "has_more": has_more,
        "next_cursor": make_cursor(str(shown[-1].version)) if has_more else None,
    }


def _after_version(cursor: str) -> int:
    """The version after which a page starts."""
    text = read_cursor(cursor)
    return int(text) if _NUMBER.fullmatch(text) else 0


def check_kpi_document(document: dict[str, object]) -> dict[str, object]:
    """Everything there is to say about a definition."""
    report = check_kpi(document)
    return {
        "valid": report.valid,
        "problems": [problem.to_json() for problem in report.problems],
        "examples": [example.to_json() for example in report.examples],
        "hash": report.hash,
    }


def shown(kpi: LibraryKpi) -> dict[str, object]:
    """A version of a KPI as answers show it, without its definition."""
    return {
        "key": kpi.key,
        "version": kpi.version,
        "origin": kpi.origin,
        "hash": kpi.content_hash,
        "retired": kpi.retired,
        "by": None if kpi.by_id is None else str(kpi.by_id),
        "at": None if kpi.at is None else moment_text(kpi.at),
    }


def _version_line(kpi: LibraryKpi) -> dict[str, object]:
    return {"title": _document(kpi)["title"], **shown(kpi)}


def _line(kpi: LibraryKpi) -> dict[str, object]:
    document = _document(kpi)
    texts = {name: document.get(name) for name in _SEARCHED}
    return {**texts, **shown(kpi)}


def _document(kpi: LibraryKpi) -> dict[str, Any]:
    document = loads(kpi.text.encode())
    assert isinstance(document, dict)
    return document


def _with_state(kpis: Iterable[LibraryKpi], search: KpiSearch) -> Iterable[LibraryKpi]:
    for kpi in kpis:
        if search.state != "all" and kpi.retired != (search.state == "retired"):
            continue
        if search.origin in (None, kpi.origin):
            yield kpi


def _fits(line: dict[str, object], search: KpiSearch) -> bool:
    if search.owner is not None and str(line["owner"] or "").casefold() != search.owner.casefold():
        return False
    words = (search.text or "").casefold().split()
    told = "\n".join(str(line[name]) for name in _SEARCHED if line[name] is not None).casefold()
    return all(word in told for word in words)

"""Changing the company's own KPIs: every change is a new version, and no version ever changes."""

from dataclasses import replace

from rules import KpiDefinition, PlanRefused, Problem, check_kpi, kpi_canonical_json, kpi_hash, parse_kpi
from service.errors import Conflict, RequestRefused
from service.kpi_library import LibraryKpi, find_kpi, read_definition
from service.kpi_library.repository import add_kpi, add_version, latest_version, lock_kpi
from service.web.conditions import Seen
from service.work import Work


def create_kpi(work: Work, document: dict[str, object]) -> LibraryKpi:
    """The first version of a key that the company does not have; raises PlanRefused and Conflict."""
    return _first(work, _proven(document))


def clone_kpi(work: Work, key: str, version: int | None, new_key: str | None) -> LibraryKpi:
    """A KPI of the company's own with the content of another, by default under the same key.

    Raises NotFound, PlanRefused for a key that cannot be one, and Conflict where the company has that key.
    """
    source = read_definition(find_kpi(work, key, version))
    if new_key is None or new_key == source.key:
        return _first(work, source)
    return _first(work, _renamed(source, new_key))


def replace_kpi(work: Work, key: str, document: dict[str, object], seen: Seen) -> LibraryKpi:
    """The next version of a key, which is active again if it was retired; the same content again is no new version.

    Raises PlanRefused, NotFound, Conflict and RequestRefused.
    """
    definition = _proven(document)
    if definition.key != key:
        message = "The key of a KPI stays; send the definition to its own address, or clone the KPI under a new key."
        raise RequestRefused(Problem("kpi.other_key", "/key", message))
    before = _locked(work, key)
    _must_be_seen(before, seen)
    if not before.retired and before.content_hash == kpi_hash(definition):
        return before
    after = _version(work, definition, before.version + 1)
    add_version(work, after)
    work.changed("kpi.replaced", _subject(after), before=before.content_hash, after=after.content_hash)
    return after


def retire_kpi(work: Work, key: str) -> LibraryKpi:
    """A last version that says that plans should not take the KPI up any more; plans that have it keep it.

    Raises NotFound and Conflict.
    """
    before = _locked(work, key)
    if before.retired:
        raise Conflict(Problem("kpi.retired", "path key", "This KPI is retired already; nothing is left to do."))
    after = replace(before, version=before.version + 1, retired=True, by_id=work.actor.principal_id, at=work.now)
    add_version(work, after)
    work.changed("kpi.retired", _subject(after), before=before.content_hash, after=after.content_hash)
    return after


def _proven(document: dict[str, object]) -> KpiDefinition:
    report = check_kpi(document)
    differences = [difference for example in report.examples for difference in example.differences]
    if differences:
        message = "This example comes out otherwise; POST /v1/kpis/check shows how. Mend the example or the definition."
        raise PlanRefused(Problem("kpi.example_failed", difference.path, message) for difference in differences)
    return parse_kpi(document)


def _renamed(source: KpiDefinition, key: str) -> KpiDefinition:
    """A KPI without a formula reads the fact of its key: that goes on under the old name."""
    authored = source.model_dump(mode="python", by_alias=True, exclude_unset=True)
    if source.value is None:
        authored["value"] = source.key
        authored.setdefault("facts", {}).setdefault(source.key, {})
    return parse_kpi({**authored, "key": key})


def _first(work: Work, definition: KpiDefinition) -> LibraryKpi:
    if lock_kpi(work, definition.key):
        message = "The company has a KPI of this key; PUT makes a new version of it. Or choose another key."
        raise Conflict(Problem("kpi.exists", "/key", message))
    add_kpi(work, definition.key)
    made = _version(work, definition, 1)
    add_version(work, made)
    work.changed("kpi.created", _subject(made), after=made.content_hash)
    return made


def _locked(work: Work, key: str) -> LibraryKpi:
    newest = latest_version(work, key) if lock_kpi(work, key) else None
    if newest is None:
        find_kpi(work, key)
        message = "This KPI is shipped with the engine; clone it first, and change the clone."
        raise Conflict(Problem("kpi.shipped", "path key", message))
    return newest


def _must_be_seen(before: LibraryKpi, seen: Seen) -> None:
    if seen.hashes is None:
        message = "Send the ETag of the version that you have read as If-Match."
        raise RequestRefused(Problem("kpi.if_match_missing", "header If-Match", message))
    if before.content_hash not in seen.hashes:
        message = "The KPI was changed meanwhile; read it again, then change it."
        raise Conflict(Problem("kpi.changed", "header If-Match", message))


def _version(work: Work, definition: KpiDefinition, number: int) -> LibraryKpi:
    text, content_hash = kpi_canonical_json(definition), kpi_hash(definition)
    return LibraryKpi(definition.key, number, "company", text, content_hash, by_id=work.actor.principal_id, at=work.now)


def _subject(kpi: LibraryKpi) -> str:
    return f"kpi/{kpi.key}/{kpi.version}"

"""Templates of files: for participants, and for assignments with the columns of a plan."""

import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from rules import Plan, Problem, parse_plan
from service.catalog import catalog_keys, catalog_text
from service.errors import NotFound
from service.files.exact_json import loads
from service.files.people import (
    ASSIGNMENTS,
    PARTICIPANTS,
    PeopleColumn,
    PeopleShape,
    write_csv_template,
    write_xlsx_template,
)
from service.participants.repository.plan_documents import living_versions
from service.participants.repository.plan_keys import stored_plan_keys
from service.participants.use_cases.written_file import FileKind
from service.work import Work


def participants_template(kind: FileKind) -> BinaryIO:
    """An empty file of participants, at its start."""
    return empty_file(kind, PARTICIPANTS)


def assignments_template(work: Work, kind: FileKind, plan_key: str | None) -> BinaryIO:
    """An empty file of assignments, at its start; with the personal columns of a plan, if one is named.

    Raises NotFound for a plan that is neither stored nor shipped.
    """
    columns = list(ASSIGNMENTS.columns.values())
    if plan_key is not None:
        columns += _personal(_plan(work, plan_key))
    keys = [plan_key] if plan_key is not None else sorted(stored_plan_keys(work) | set(catalog_keys()))
    return empty_file(kind, ASSIGNMENTS, columns, keys)


def empty_file(
    kind: FileKind, shape: PeopleShape, columns: Sequence[PeopleColumn] | None = None, plans: Sequence[str] = ()
) -> BinaryIO:
    """A file with one row that shows how, at its start; `plans` are the keys to choose from.

    It has the columns of the shape, or those that are given.
    """
    stream = io.BytesIO()
    columns = list(shape.columns.values()) if columns is None else columns
    if kind == "csv":
        write_csv_template(stream, columns)
    else:
        write_xlsx_template(stream, shape, columns, plans)
    stream.seek(0)
    return stream


def _plan(work: Work, key: str) -> Plan:
    """The newest version that is in force or waits to be; else the shipped plan of this key."""
    versions = living_versions(work, [key])
    if not versions and key not in catalog_keys():
        raise NotFound(Problem("plan.not_found", "query plan", "There is no plan of this key, stored or shipped."))
    return parse_plan(loads((versions[-1].document if versions else catalog_text(key)).encode()))


def _personal(plan: Plan) -> Iterator[PeopleColumn]:
    """Levels and weights of its KPIs, then the inputs that people have for themselves."""
    for kpi in plan.kpis:
        for field in ("base", "normal", "target", "weight"):
            yield from _titled(f"{kpi.key}.{field}", f"{kpi.title or kpi.key}: personal {field}")
    for key, given in plan.inputs.items():
        if given.scope == "personal":
            yield from _titled(f"input.{key}", given.title or f"Input {key}")


def _titled(name: str, title: str) -> Iterator[PeopleColumn]:
    column = ASSIGNMENTS.column(name)
    if column is not None:
        yield PeopleColumn(name, column.kind, title, "", is_measured=column.is_measured)

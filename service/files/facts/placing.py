"""Where read values go in an intake, and what `n/a` means at each place."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rules import Intake, Problem, Raw
from service.files.facts.layout import Role
from service.files.tables.number_text import PERCENT_SIGN
from service.files.tables.table import Note, Reading

_DETAILS = {"assignment": "assignment", "cost_centre": "cost_centres"}
"""Areas whose columns a call has as the parts of one object."""

NOT_APPLICABLE_REASON = "n/a in the file"

_COMPUTED = Note(
    "file.computed_kpi", "this KPI is computed from facts by its formula; only n/a or an empty cell may stand here"
)
NOT_HERE = Note("file.not_applicable_here", "n/a is understood for KPIs only; write a value or leave the cell empty")


_IN_PERCENT = Note("file.not_a_number", "a percent sign; write the number in the KPI's own unit (12 for 12 %)")
_IN_ITS_UNIT = Note(
    "file.not_a_number", "a percent sign; write the number alone, in the unit in which the plan measures it"
)
_MEASURED = ("fact", "prior", "level")


def worded(note: Note, role: Role) -> Note:
    """The note as what the column is for wants it: 2 % is 0.02 of an input or weight, but 2 of a KPI in percent."""
    if note != PERCENT_SIGN or role.area not in _MEASURED:
        return note
    return _IN_PERCENT if role.in_percent else _IN_ITS_UNIT


def settled(reading: Reading, role: Role) -> Reading:
    """The reading once it is known what its cell stands for: `n/a` only for KPIs, no value for a computed KPI."""
    if reading.problem:
        return replace(reading, problem=worded(reading.problem, role))
    if reading.not_applicable and role.takes_not_applicable:
        return Reading(not_applicable=True)
    if reading.not_applicable:
        # A category input may well have a code of this spelling.
        is_code = role.area == "input" and role.kind == "word"
        return Reading(reading.value) if is_code else Reading(problem=NOT_HERE)
    if role.area == "kpi" and reading.value is not None:
        return Reading(problem=_COMPUTED)
    return reading


def place_columns(intake: Intake, columns: Iterable[tuple[Role, list[Raw]]]) -> None:
    """Put columns where the engine looks for them; a computed KPI has none."""
    details: dict[str, dict[str, list[Raw]]] = {}
    for role, values in columns:
        if role.area in _DETAILS:
            details.setdefault(_DETAILS[role.area], {})[role.key] = values
        else:
            _place_column(intake, role, values)
    for name, parts in details.items():
        intake.details[name] = _objects(parts, len(intake.ids))


def _place_column(intake: Intake, role: Role, values: list[Raw]) -> None:
    if role.area == "input":
        intake.inputs[role.key] = values
    elif role.area == "fact":
        intake.facts[role.key] = values
    elif role.area == "level":
        intake.levels[role.key, role.level] = values
    elif role.area == "weight":
        intake.weights[role.key] = values
    elif role.area == "prior":
        intake.prior_facts[role.key] = values
    elif role.area == "paid":
        intake.prior_paid[role.key] = values
    elif role.area == "balance":
        intake.prior_balances[role.key] = values
    elif role.area == "tie":
        intake.ties[role.key] = [value if isinstance(value, str) else None for value in values]


def _objects(columns: Mapping[str, list[Raw]], size: int) -> list[dict[str, Raw] | None]:
    """Columns put together to one object a person, as a call gives it; who has a broken cell has none."""
    objects: list[dict[str, Raw] | None] = []
    for row in range(size):
        parts = {name: values[row] for name, values in columns.items() if values[row] is not None}
        is_broken = any(isinstance(value, Problem) for value in parts.values())
        objects.append(None if is_broken or not parts else parts)
    return objects


def place_not_applicable(intake: Intake, role: Role, rows: list[int]) -> None:
    """Mark the rows to which the KPI does not apply."""
    reasons: list[str | None] = [None] * len(intake.ids)
    for row in rows:
        reasons[row] = NOT_APPLICABLE_REASON
    intake.not_applicable[role.key] = reasons


def note_problem(target: dict[int, list[Problem]], row: int, note: Note, place: str) -> Problem:
    """Add a finding to the problems or the warnings of one row; returns it."""
    problem = Problem(note.code, place, note.message)
    target.setdefault(row, []).append(problem)
    return problem

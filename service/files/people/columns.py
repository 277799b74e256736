"""What the columns of a file of people mean, and how their cells are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal

from service.files.tables.headings import PARTICIPANT

CellKind = Literal["id", "text", "number", "boolean", "date", "input", "observed"]
"""`id` keeps leading zeros of a text cell; `input` is a number, true or false, or a word, as the plan has it. A weight
is read so too: it may be a fraction such as 1/3. `observed` is what a fact says: a number or a word."""

EFFECTIVE_FROM: Final = "effective_from"
INPUT: Final = "input."
WEIGHT: Final = "weight"
LEVELS: Final = ("base", "normal", "target")

_KEY: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_KEY_LENGTH_MAX: Final = 48


@dataclass(frozen=True, slots=True)
class PeopleColumn:
    """One column: how cells are read, whether `(none)` may stand in them, and what a template says of it.

    `is_pay`: only those who may read pay see it. `is_measured`: in the unit in which a plan measures. `choices` are the
    only words that may stand there, if there are few.
    """

    name: str
    kind: CellKind
    title: str
    example: str
    can_be_taken_away: bool = True
    is_pay: bool = False
    is_measured: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleShape:
    """The columns of one sort of file. `identity` are those that together name what a row is about; `dated` are those
    whose values need a first day. `has_keys`: also columns named after KPIs and inputs of plans. Where `is_list`, any
    number of rows may be about one person; `required` are cells that every row needs besides."""

    what: str
    sheet: str
    columns: Mapping[str, PeopleColumn]
    identity: tuple[str, ...]
    dated: frozenset[str]
    has_keys: bool = False
    required: tuple[str, ...] = ()
    is_list: bool = False

    @property
    def cells_needed(self) -> tuple[str, ...]:
        """The columns in which every row says something."""
        return (*self.identity, *self.required)

    def column(self, name: str) -> PeopleColumn | None:
        """The column of this name; None if there is none."""
        known = self.columns.get(name)
        return known if known is not None or not self.has_keys else _keyed_column(name)

    def advice(self, name: str) -> str:
        """What to say about a name that is no column."""
        other, elsewhere = _ELSEWHERE.get(self.what, ("", frozenset()))
        if name in elsewhere:
            return f"it is one of files of {other} (--of {other})"
        near = get_close_matches(_plain(name), _likely(name, self), 1)
        listed = ", ".join([*self.columns, *(_SHOWN if self.has_keys else ())])
        return f'did you mean "{near[0]}"?' if near else f"the columns are {listed}"


def _keyed_column(name: str) -> PeopleColumn | None:
    """The column of a KPI's level or weight, or of an input."""
    if name.startswith(INPUT):
        key = name.removeprefix(INPUT)
        return PeopleColumn(name, "input", f"Input {key} of the plan", "") if _is_key(key) else None
    key, _, field = name.partition(".")
    if not _is_key(key):
        return None
    if field in LEVELS:
        return PeopleColumn(name, "number", f"Personal level {field} of {key}", "", is_measured=True)
    return PeopleColumn(name, "input", f"Personal weight of {key}", "") if field == WEIGHT else None


def _is_key(text: str) -> bool:
    return len(text) <= _KEY_LENGTH_MAX and _KEY.fullmatch(text) is not None


def _likely(name: str, shape: PeopleShape) -> list[str]:
    before, dot, after = _plain(name).partition(".")
    found = list(shape.columns)
    if shape.has_keys and dot:
        found += [f"{before}.{field}" for field in (*LEVELS, WEIGHT)] + [f"{INPUT}{after}"]
    return found


def _plain(name: str) -> str:
    return re.sub(r"[ -]+", "_", name.strip().lower())


def by_name(*columns: PeopleColumn) -> dict[str, PeopleColumn]:
    """The columns of a shape."""
    return {column.name: column for column in columns}


_SHOWN: Final = ("<kpi>.base", "<kpi>.normal", "<kpi>.target", "<kpi>.weight", "input.<input>")
_ID: Final = PeopleColumn(PARTICIPANT, "id", "The person's id", "E1001", can_be_taken_away=False)
_FROM: Final = "The first day of the values in this row"

_ATTRIBUTES: Final = (
    PeopleColumn("salary", "number", "Salary of a period, in the person's currency", "4200.00", is_pay=True),
    PeopleColumn("fund", "number", "Bonus fund at coefficient 1, in the person's currency", "1500.00", is_pay=True),
    PeopleColumn("fte", "number", "Share of full time: 1, or 0.8 for 80 %", "0.8"),
    PeopleColumn("team", "text", "Team", "North"),
    PeopleColumn("manager", "id", "Id of the manager", "E1000"),
    PeopleColumn("currency", "text", "Currency of the pay, three capitals", "EUR"),
    PeopleColumn("region", "text", "Region", "EMEA"),
    PeopleColumn("status", "text", "A word such as active, on_leave or left", "active"),
    PeopleColumn("legal_entity", "text", "Legal entity that pays", "ACME GmbH"),
    PeopleColumn("pay_group", "text", "Who is paid together", "sales"),
)
PARTICIPANTS: Final = PeopleShape(
    what="participant",
    sheet="Participants",
    columns=by_name(
        _ID,
        PeopleColumn("name", "text", "Name", "Anna Example"),
        PeopleColumn("email", "text", "E-mail address", "anna@example.com"),
        PeopleColumn("payroll_id", "id", "Id in payroll", "000123"),
        PeopleColumn(EFFECTIVE_FROM, "date", _FROM, "2026-01-01", can_be_taken_away=False),
        *_ATTRIBUTES,
    ),
    identity=(PARTICIPANT,),
    dated=frozenset(column.name for column in _ATTRIBUTES),
)
"""One row a person."""

ASSIGNMENTS: Final = PeopleShape(
    what="assignment",
    sheet="Assignments",
    columns=by_name(
        _ID,
        PeopleColumn("plan", "text", "Key of the plan", "b2b-sales-manager", can_be_taken_away=False),
        PeopleColumn(EFFECTIVE_FROM, "date", "The first day in the plan", "2026-01-01", can_be_taken_away=False),
        PeopleColumn("effective_until", "date", "The day after the last one; (none) for no end", "2027-01-01"),
        PeopleColumn("shadow", "boolean", "true: computed, never paid", "false", can_be_taken_away=False),
    ),
    identity=(PARTICIPANT, "plan", EFFECTIVE_FROM),
    dated=frozenset(),
    has_keys=True,
)
"""One row an assignment of a person to a plan, with personal levels, weights and inputs."""

_ELSEWHERE: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    PARTICIPANTS.what: ("assignments", frozenset(ASSIGNMENTS.columns.keys() - PARTICIPANTS.columns.keys())),
    ASSIGNMENTS.what: ("participants", frozenset(PARTICIPANTS.columns.keys() - ASSIGNMENTS.columns.keys())),
}
"""By what a row is: the other sort of file that people mistake it for, and the columns that only that one has."""

"""The participants of a call (JSON objects) as one intake. What is wrong with one person blocks only that person."""

from typing import Any, TypeVar

from rules.facts.intake import Intake
from rules.facts.surroundings import Surroundings
from rules.problems import CallRefused, Problem, pointer

ID_CHARACTERS_MAX = 200
CELLS_MAX = 20_000_000
"""Participants times the different names that they use: every name is a column, with a cell for everybody."""

_Key = TypeVar("_Key")
_Cell = TypeVar("_Cell")
_KEYS = frozenset(
    {
        "id",
        "inputs",
        "facts",
        "levels",
        "weights",
        "not_applicable",
        "group",
        "currency",
        "manager",
        "assignment",
        "segments",
        "cost_centres",
        "prior",
    }
)
_TIES = {
    "group": "the id of a group",
    "manager": "the id of a manager",
    "currency": 'an ISO 4217 code such as "USD"',
}
_DETAILS: dict[str, object] = {"assignment": {}, "segments": [], "cost_centres": {}}
"""With what says that there is nothing of it; anything else is looked at, whatever it is."""


def read_participants(participants: object, around: Surroundings | None = None) -> Intake:
    """The raw columns of a list of participants; `around` is what the call says once for everybody.

    Raises CallRefused for what leaves no row to put a result on: no list, a participant without an id, an id
    twice, or too many names for all of them.
    """
    if not isinstance(participants, list) or not participants:
        message = 'participants is a list of at least one object such as {"id": "E1", "inputs": {…}, "facts": {…}}'
        raise CallRefused([Problem("participants.shape", "/participants", message)])
    ids = _ids(participants)
    reader = _Reader(Intake(ids, around=around or Surroundings()), len(ids))
    for row, participant in enumerate(participants):
        reader.take(row, participant)
    return reader.intake


def _ids(participants: list[Any]) -> list[str]:
    problems: list[Problem] = []
    first_seen: dict[str, int] = {}
    for row, participant in enumerate(participants):
        path = pointer("participants", row, "id")
        if not isinstance(participant, dict):
            problems.append(
                Problem(
                    "participants.shape",
                    pointer("participants", row),
                    "a participant is an object with an id",
                )
            )
            continue
        id_ = participant.get("id")
        if not isinstance(id_, str) or not id_.strip() or len(id_) > ID_CHARACTERS_MAX or not id_.isprintable():
            problems.append(
                Problem(
                    "participants.id",
                    path,
                    f"the id is text of 1 to {ID_CHARACTERS_MAX} characters, in quotes, without line breaks or control "
                    "characters",
                )
            )
        elif id_ in first_seen:
            earlier = pointer("participants", first_seen[id_])
            message = f"the same id stands at {earlier} already; send each participant once"
            problems.append(Problem("participants.duplicate_id", path, message))
        else:
            first_seen[id_] = row
    if problems:
        raise CallRefused(problems)
    return [participant["id"] for participant in participants]


class _Reader:
    """Spreads participants over columns; absent cells stay None."""

    def __init__(self, intake: Intake, size: int) -> None:
        self.intake = intake
        self.size = size
        self.columns_left = CELLS_MAX // size

    def take(self, row: int, participant: dict[str, Any]) -> None:
        """Put one participant's cells into their columns."""
        for key in sorted(set(participant) - _KEYS):
            self._problem(row, "participant.unknown_key", pointer(key), "unknown key; " + _suggestion())
        for key, raw in self._section(row, participant, "inputs").items():
            self._cell(self.intake.inputs, key, row, raw)
        for key, raw in self._section(row, participant, "facts").items():
            self._cell(self.intake.facts, key, row, raw)
        for key, raw in self._section(row, participant, "weights").items():
            self._cell(self.intake.weights, key, row, raw)
        for key, levels in self._section(row, participant, "levels").items():
            self._levels(row, key, levels)
        for key, reason in self._section(row, participant, "not_applicable").items():
            self._not_applicable(row, key, reason)
        self._prior(row, self._section(row, participant, "prior"))
        for key in _TIES:
            self._tie(row, key, participant.get(key))
        for key, nothing in _DETAILS.items():
            if participant.get(key) not in (None, nothing):
                self._cell(self.intake.details, key, row, participant[key])

    def _tie(self, row: int, key: str, given: object) -> None:
        if isinstance(given, str):
            self._cell(self.intake.ties, key, row, given)
        elif given is not None:
            self._problem(row, "participant.shape", pointer(key), f"{key} is {_TIES[key]}, as text")

    def _section(self, row: int, participant: dict[str, Any], name: str) -> dict[str, Any]:
        section = participant.get(name)
        if section is None:
            return {}
        if isinstance(section, dict):
            return section
        self._problem(row, "participant.shape", pointer(name), f"{name} is an object with keys and values")
        return {}

    def _levels(self, row: int, key: str, levels: object) -> None:
        if not isinstance(levels, dict):
            message = 'personal levels are an object such as {"normal": "900000"}'
            self._problem(row, "participant.shape", pointer("levels", key), message)
            return
        for level, raw in levels.items():
            self._cell(self.intake.levels, (key, level), row, raw)

    def _not_applicable(self, row: int, key: str, reason: object) -> None:
        if not isinstance(reason, str) or not reason.strip():
            message = "say why the KPI does not apply, as text"
            self._problem(row, "not_applicable.reason", pointer("not_applicable", key), message)
            return
        self._cell(self.intake.not_applicable, key, row, reason)

    def _prior(self, row: int, prior: dict[str, Any]) -> None:
        columns: dict[str, dict[str, list[Any]]] = {
            "facts": self.intake.prior_facts,
            "paid": self.intake.prior_paid,
            "balances": self.intake.prior_balances,
            "instalments": self.intake.prior_instalments,
        }
        for key in sorted(set(prior) - columns.keys()):
            message = f"prior has {', '.join(columns)}"
            self._problem(row, "participant.unknown_key", pointer("prior", key), message)
        for name, into in columns.items():
            part = prior.get(name)
            if part is not None and not isinstance(part, dict):
                message = f"{name} is an object with keys and values"
                self._problem(row, "participant.shape", pointer("prior", name), message)
            elif part is not None:
                for key, raw in part.items():
                    self._cell(into, key, row, raw)

    def _cell(self, columns: dict[_Key, list[_Cell | None]], key: _Key, row: int, cell: _Cell | None) -> None:
        column = columns.get(key)
        if column is None:
            column = columns[key] = self._new_column()
        column[row] = cell

    def _new_column(self) -> list[Any]:
        if self.columns_left == 0:
            message = (
                f"{self.size:,} participants may use at most {CELLS_MAX // self.size:,} different names of inputs, "
                "facts and levels together; send fewer participants per call, or use the same names for all"
            )
            raise CallRefused([Problem("participants.too_many_names", "/participants", message)])
        self.columns_left -= 1
        return [None] * self.size

    def _problem(self, row: int, code: str, path: str, message: str) -> None:
        self.intake.problems.setdefault(row, []).append(Problem(code, path, message))


def _suggestion() -> str:
    return "a participant has " + ", ".join(sorted(_KEYS))

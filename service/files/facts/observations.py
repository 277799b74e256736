"""The rows of a long file on disk, to be taken out again person by person."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rules import Problem, Raw
from service.files.facts.disk import private_database

_LISTED_MAX = 20
_IDENTITY = "participant, key, date, source, source_id, revision"


class Observation(NamedTuple):
    """One row of the file. Texts that are not given are empty; `value` None is an empty cell."""

    participant: str
    key: str
    date: str
    source: str
    source_id: str
    revision: int
    value: Raw
    not_applicable: bool
    row_number: int
    time: str = ""
    currency: str = ""
    evidence: str = ""


class Observations:
    """Filled once, then read in the order of ids, whatever the order of the rows in the file."""

    def __init__(self) -> None:
        self._database = private_database()
        self._database.execute(
            "CREATE TABLE observation (participant TEXT, key TEXT, date TEXT, source TEXT, source_id TEXT,"
            " revision INTEGER, value, not_applicable INTEGER, row_number INTEGER,"
            " time TEXT, currency TEXT, evidence TEXT)"
        )
        self._database.execute(
            "CREATE TABLE finding (participant TEXT, is_warning INTEGER, code TEXT, path TEXT, message TEXT)"
        )
        self._database.execute("CREATE INDEX finding_of ON finding (participant)")
        self._database.execute("BEGIN")

    def add(self, rows: Iterable[Observation]) -> None:
        """Store some rows."""
        self._database.executemany("INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def add_problem(self, participant: str, problem: Problem) -> None:
        """Store what blocks a person."""
        self._add_finding(participant, problem, is_warning=False)

    def add_warning(self, participant: str, problem: Problem) -> None:
        """Store what a person's result warns of."""
        self._add_finding(participant, problem, is_warning=True)

    def add_warning_once(self, participant: str, problem: Problem) -> None:
        """As `add_warning`, unless the person has one of this code: what every row repeats is said once."""
        query = "SELECT 1 FROM finding WHERE participant = ? AND code = ?"
        if self._database.execute(query, (participant, problem.code)).fetchone() is None:
            self.add_warning(participant, problem)

    def _add_finding(self, participant: str, problem: Problem, is_warning: bool) -> None:
        row = (participant, is_warning, problem.code, problem.path, problem.message)
        self._database.execute("INSERT INTO finding VALUES (?, ?, ?, ?, ?)", row)

    def duplicates(self) -> list[tuple[int, int]]:
        """First and last row number of rows that say the same thing twice, in the order of the file."""
        return self._database.execute(
            f"SELECT min(row_number), max(row_number) FROM observation"
            f" WHERE value IS NOT NULL OR not_applicable GROUP BY {_IDENTITY}"
            " HAVING count(*) > 1 ORDER BY 2 LIMIT ?",
            (_LISTED_MAX,),
        ).fetchall()

    def people(self) -> Iterator[tuple[str, list[Observation]]]:
        """Each person, by id in code-point order, with all of their rows."""
        rows = self._database.execute(f"SELECT * FROM observation ORDER BY {_IDENTITY}, row_number")
        for participant, group in groupby(map(Observation._make, rows), key=attrgetter("participant")):
            yield participant, list(group)

    def findings(self, participant: str) -> Iterator[tuple[bool, Problem]]:
        """What was found about one person, as (is a warning, problem), in the order it was found."""
        rows = self._database.execute(
            "SELECT is_warning, code, path, message FROM finding WHERE participant = ? ORDER BY rowid", (participant,)
        )
        for is_warning, code, path, message in rows:
            yield bool(is_warning), Problem(code, path, message)

    def close(self) -> None:
        """Let go of the disk."""
        self._database.close()

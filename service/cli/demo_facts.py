"""The facts of the sample company: what each person did in its months, as a system would send it."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from typing import Final

from service.cli.demo_plan import person_called
from service.cli.samples import sample_files
from service.facts.use_cases.sending import checked, send_facts
from service.store.database import Database
from service.work import Work, carry_out

_MONTHS: Final = {"2026-02.csv": date(2026, 3, 1), "2026-03.csv": date(2026, 4, 1)}
"""Each file with the day after the last of its month."""
_NOT_FACTS: Final = frozenset({"participant", "fund", "region", "revenue.normal"})
"""Columns that say who somebody is and what was agreed with them."""


def load_facts(database: Database) -> int:
    """Every filled cell of the sample months as a fact of the month's last day: how many."""
    given = [fact for name, after in _MONTHS.items() for fact in _facts(name, after - timedelta(days=1))]
    facts = checked(given, UTC, "/facts")

    def load(work: Work) -> None:
        send_facts(work, facts, "/facts")

    carry_out(database, person_called(database, "admin"), load)
    return len(given)


def _facts(name: str, day: date) -> Iterator[dict[str, object]]:
    for row in csv.DictReader(io.StringIO(sample_files()[name].decode())):
        for key, value in row.items():
            if value and key not in _NOT_FACTS:
                said = {"participant": row["participant"], "key": key, "date": day.isoformat(), "value": value}
                yield {**said, "source": "sample", "source_id": f"{day:%Y-%m}/{row['participant']}/{key}"}

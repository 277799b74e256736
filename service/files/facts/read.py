"""Reading a file of facts, whatever its type and shape."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rules import Intake
from service.files.facts.disk import needing_room
from service.files.facts.header import is_long, long_header, wide_header
from service.files.facts.layout import FactsLayout
from service.files.facts.long import read_long
from service.files.facts.long_rows import Days, LongRows
from service.files.facts.observations import Observations
from service.files.facts.wide import read_wide
from service.files.tables.headings import PARTICIPANT
from service.files.tables.opened import TableOptions, open_table
from service.files.tables.table import Progress, Table

CHUNK_ROWS = 16_384
_AS_IS = TableOptions()


@dataclass(frozen=True, slots=True)
class FactsOptions:
    """How to read facts. `period` leaves out rows of a long file that are dated outside it."""

    table: TableOptions = _AS_IS
    ignore_unknown_facts: bool = False
    period: Days | None = None
    chunk_rows: int = CHUNK_ROWS


def read_facts(
    path: Path,
    layout: FactsLayout,
    options: FactsOptions | None = None,
    progress: Progress | None = None,
) -> Iterator[Intake]:
    """The people of a wide or long file, in chunks and flat memory (a workbook's sheet is held as a whole).

    What is wrong with one person's cells is on the intake's rows. Raises FileRefused for what is wrong with the file,
    possibly after the last chunk: nothing computed from a file counts before the iterator has ended.
    """
    options = options or FactsOptions()
    with needing_room(), open_table(path, PARTICIPANT, options.table, progress) as table:
        if is_long(table, layout):
            yield from _long(table, layout, options, source=f"file:{path.name}")
        else:
            header = wide_header(table, layout, options.ignore_unknown_facts)
            yield from read_wide(table, header, options.chunk_rows)


def _long(table: Table, layout: FactsLayout, options: FactsOptions, *, source: str) -> Iterator[Intake]:
    header = long_header(table)
    with closing(Observations()) as store:
        rows = LongRows(header, layout, store, source, options.ignore_unknown_facts, options.period)
        yield from read_long(table, rows, options.chunk_rows)

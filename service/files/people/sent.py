"""A file of people that arrived as bytes: kept in a private folder for as long as it is read."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Literal

from service.files.people.columns import PeopleShape
from service.files.people.read import read_people
from service.files.people.rows import PeopleFile
from service.files.tables.opened import TableOptions


def read_sent(
    content: bytes,
    kind: Literal["csv", "xlsx"],
    shape: PeopleShape,
    options: TableOptions,
    effective_from: date | None = None,
) -> PeopleFile:
    """As `read_people`; the readers of workbooks want a file, so there is one, which nobody else may open."""
    with tempfile.TemporaryDirectory(prefix="bonus-") as folder:
        path = Path(folder) / f"people.{kind}"
        path.write_bytes(content)
        return read_people(path, shape, options, effective_from)

"""One version of a KPI definition, wherever it comes from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Origin = Literal["company", "shipped"]


@dataclass(frozen=True, slots=True)
class LibraryKpi:
    """One version of a definition: its canonical JSON and that text's hash.

    `retired` says that plans should not take it up any more. Shipped definitions have no author and no moment.
    """

    key: str
    version: int
    origin: Origin
    text: str
    content_hash: str
    retired: bool = False
    by_id: int | None = None
    at: datetime | None = None

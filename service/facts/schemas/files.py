"""Answers about files of facts."""

from typing import Literal

from pydantic import Field

from service.participants.schemas.files import FileFindings
from service.web.wire import AnswerBody, DayOut


class FactsLineOut(AnswerBody):
    """What one row comes to."""

    participant: str
    place: str = Field(description="Where the row stands in the file.", examples=["Sheet1!A7", "line 12"])
    key: str
    date: DayOut
    status: Literal["new", "revised", "outdated"] = Field(
        description="revised: it takes the place of what was said; outdated: a later one is stored, or in the file."
    )
    revision: str = Field(description="The revision under which it is stored.", examples=["1"])


class FactsFileOut(FileFindings):
    """What a file of facts came to, or in a preview would come to."""

    new: int = Field(description="Rows about observations that were not told before.")
    revised: int = Field(description="Rows that take the place of what was said before.")
    outdated: int = Field(description="Rows of which a later revision is stored, or in the file; they never count.")
    known: int = Field(description="Rows that say what is stored already.")
    late: int = Field(description="Rows on days of periods that are locked; they count for corrections.")
    batch: str | None = Field(description="The number of what came together; null in a preview.")
    changes: list[FactsLineOut] | None = Field(
        description="A preview's first 100 rows that are not known; null once saved."
    )

"""Answers about files of people."""

from typing import Literal

from pydantic import Field

from service.web.wire import AnswerBody, DayOut, ProblemItem


class ImportLine(AnswerBody):
    """What one row comes to."""

    participant: str
    place: str = Field(description="Where the row stands in the file.", examples=["Sheet1!A7", "line 12"])
    status: Literal["created", "changed"]
    effective_from: DayOut | None = Field(description="The first day of what changes; null for what has no dates.")
    words: list[str] = Field(description="What changes.", examples=[["team becomes North", "manager is taken away"]])


class FileFindings(AnswerBody):
    """How a file was found, whatever its rows are."""

    saved: bool = Field(description="Whether everything was saved; a preview saves nothing.")
    valid: bool = Field(description="Whether everything is right. With one problem nothing can be saved.")
    rows: int = Field(description="Rows of the file, those with problems among them.")
    problems: list[ProblemItem] = Field(description="What is wrong, by cell; at most 1,000 findings.")
    problems_count: int = Field(description="How many findings there are.")
    warnings: list[ProblemItem] = Field(description="What deserves a look and can be saved; at most 1,000.")
    warnings_count: int = Field(description="How many warnings there are.")


class ImportOut(FileFindings):
    """What a file came to, or in a preview would come to."""

    created: int
    changed: int
    unchanged: int
    changes: list[ImportLine] | None = Field(description="A preview's first 100 changes; null once saved.")

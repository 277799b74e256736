"""What the operations with files of people share: how a file arrives and how one leaves."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, BinaryIO, Final, Literal

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from service.access.allowed import allowed
from service.access.stored import Store
from service.participants.use_cases.imports import SentTable, saved_file
from service.participants.use_cases.written_file import DecimalMark, Exported, FileKind
from service.web.body_limits import BODY_BYTES_MAX, UPLOAD_BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.file_request import CSV_MEDIA, XLSX_MEDIA, FileBody, FileRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers
from service.web.wire import DayIn
from service.work import Work, record_reading

DOWNLOADS: Final = ("/template.csv", "/template.xlsx", "/export.csv", "/export.xlsx")
_MEDIA: Final[dict[FileKind, str]] = {"csv": CSV_MEDIA, "xlsx": XLSX_MEDIA}
_BLOCK: Final = 1 << 16
_SHEET_NAME_MAX: Final = 31


def _sent_sheet(
    file: FileBody,
    encoding: Annotated[
        Literal["utf-8", "cp1251", "cp1252"], Query(description="The encoding of a CSV file.")
    ] = "utf-8",
    decimal: Annotated[
        DecimalMark | None,
        Query(description="The decimal mark; needed where a cell such as 1,234 may mean two numbers."),
    ] = None,
    sheet: Annotated[
        str | None, Query(max_length=_SHEET_NAME_MAX, description="The sheet of a workbook; else the first.")
    ] = None,
) -> SentTable:
    return SentTable(file.content, file.kind, encoding, decimal, sheet)


SheetSent = Annotated[SentTable, Depends(_sent_sheet)]
"""A file whose rows all say their own days, or have none."""


def _sent_table(
    sent: SheetSent,
    effective_from: Annotated[
        DayIn | None, Query(description="The first day of the values in rows that do not say their own.")
    ] = None,
) -> SentTable:
    return sent if effective_from is None else replace(sent, effective_from=date.fromisoformat(effective_from))


def uploads_to(what: str) -> APIRouter:
    """The router of the operation that takes files of `what`."""
    router = APIRouter(
        prefix=f"/v1/{what}/import", tags=["people"], route_class=FileRoute, max_body_size=UPLOAD_BODY_BYTES_MAX
    )
    _take_only(router, "", "POST", others=["GET", "PUT"])
    return router


def downloads_of(what: str) -> APIRouter:
    """The router of the operations that give files of `what`."""
    router = APIRouter(prefix=f"/v1/{what}", tags=["people"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)
    for path in DOWNLOADS:
        _take_only(router, path, "GET", others=["PUT"])
    return router


def _take_only(router: APIRouter, path: str, method: str, others: list[str]) -> None:
    """Answers 405 to methods that would otherwise reach somebody who is called as the address ends."""

    def refuse() -> None:
        raise HTTPException(405, headers={"Allow": method})

    router.add_api_route(
        path,
        refuse,
        methods=others,
        include_in_schema=False,
        dependencies=[allowed("people:read")],
        route_class_override=APIRoute,
    )


TableSent = Annotated[SentTable, Depends(_sent_table)]
Preview = Annotated[bool, Query(description="Only show what would come of it.")]
DecimalAsked = Annotated[DecimalMark, Query(description="With a comma, semicolons separate the cells.")]


def previewed(stored: Store, question: Callable[[Work], dict[str, object]]) -> Response:
    """What would come of a file."""
    return JsonAnswer(json_bytes(stored.read(question)))


def imported(stored: Store, operation: str, save: Callable[[Work], str]) -> Response:
    """What came of saving a file, once per Idempotency-Key."""
    created = stored.create(operation, save, lambda _work, resource: saved_file(resource))
    answer = JsonAnswer(json_bytes(created.shown))
    answer.headers.update(created.headers)
    return answer


def exported(stored: Store, kind: FileKind, what: str, question: Callable[[Work], Exported]) -> Response:
    """The file; that somebody read pay is written down before it leaves."""
    made = stored.read(question)
    if made.pay_of:
        stored.write(lambda work: record_reading(work, f"export_{what}", what, made.pay_of))
    return file_answer(made.stream, kind, f"{what}-{made.day.isoformat()}")


def file_answer(stream: BinaryIO, kind: FileKind, name: str) -> Response:
    """A file to be kept; it is closed when it was sent."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Cache-Control": "no-store"}
    return StreamingResponse(_blocks(stream), media_type=_MEDIA[kind], headers=headers)


def answers_with_file(kind: FileKind, *statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route whose answer is a file."""
    content = {_MEDIA[kind]: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": "The file.", "content": content}, **problem_answers(422, *statuses)}


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while block := stream.read(_BLOCK):
            yield block

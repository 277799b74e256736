"""What operations with files of other lists than people share: routers to send and to get them, empty files."""

from fastapi import APIRouter, Response

from service.files.people import PeopleShape
from service.participants.routes.files import file_answer
from service.participants.use_cases.templates import empty_file
from service.participants.use_cases.written_file import FileKind
from service.web.body_limits import BODY_BYTES_MAX, UPLOAD_BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.file_request import FileRoute


def file_router(prefix: str, tag: str) -> APIRouter:
    """A router of operations that take files."""
    return APIRouter(prefix=prefix, tags=[tag], route_class=FileRoute, max_body_size=UPLOAD_BODY_BYTES_MAX)


def template_router(prefix: str, tag: str) -> APIRouter:
    """A router of operations that give empty files."""
    return APIRouter(prefix=prefix, tags=[tag], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)


def template_answer(kind: FileKind, shape: PeopleShape, what: str) -> Response:
    """An empty file of `what`."""
    return file_answer(empty_file(kind, shape), kind, f"{what}-template")

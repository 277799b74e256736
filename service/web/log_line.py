"""One log record as one line of JSON, with nothing in it that could be an address, a body, a value or pay."""

import json
import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, cast

from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, WrappedLogger

# What a line may hold. A new field belongs here only if no caller can choose its text.
_FIELDS: Final = (
    "request_id",
    "trace_id",
    "method",
    "route",
    "status",
    "ms",
    "principal",
    "operation",
    "count",
    "kind",
    "why",
    "places",
)
_TRACEBACK: Final = "Traceback (most recent call last):"
_FRAME: Final = re.compile(r'^  File ".*?([^/\\"]+)\.py", line ([0-9]+), in (\S+)$', re.MULTILINE)
_KIND: Final = re.compile(r"[A-Za-z_][\w.]*")


class JsonLine(ProcessorFormatter):
    """Time, level, logger, event and the known fields; of a fault its kind and its places, never its text."""

    def __init__(self) -> None:
        super().__init__(
            processors=[_with_fault, _line, _as_json], foreign_pre_chain=[_without_values], use_get_message=False
        )


def fault_places(fault: BaseException) -> list[str]:
    """Where a fault passed through, outermost first: `module:line function`."""
    return list(_places(fault.__traceback__))


def _places(start: TracebackType | None) -> Iterator[str]:
    for frame, line in traceback.walk_tb(start):
        yield f"{frame.f_globals.get('__name__')}:{line} {frame.f_code.co_name}"


def _without_values(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Of what others log the first line, before any value is put into it; of a written traceback the places."""
    text = str(event["event"])
    if text.startswith(_TRACEBACK):
        kind = _KIND.match(text.rstrip().rsplit("\n", 1)[-1])
        found = [f"{module}:{line} {function}" for module, line, function in _FRAME.findall(text)]
        event.update(kind=kind[0] if kind else None, places=found)
        text = "fault"
    event["event"] = text.partition("\n")[0]
    return event


def _with_fault(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """An exception that comes with the record, as its kind and its places."""
    fault = event.pop("exc_info", None)
    if isinstance(fault, tuple):
        fault = fault[1]
    if isinstance(fault, BaseException):
        event.update(kind=type(fault).__qualname__, places=fault_places(fault))
    return event


def _line(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The fields in their order. One that is not known is left out, and the line says that it was."""
    record = cast(logging.LogRecord, event.pop("_record"))
    event.pop("_from_structlog")
    line: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": event.pop("event"),
        **{name: event.pop(name) for name in _FIELDS if name in event},
    }
    if event:
        line["left_out"] = sorted(event)
    return line


def _as_json(_: WrappedLogger, __: str, line: Mapping[str, Any]) -> str:
    return json.dumps(line)

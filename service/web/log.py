"""Log lines: one JSON object each, on standard error, for everything that anybody in the process logs."""

import logging
import sys
from typing import Final, TextIO

import structlog
from structlog.stdlib import BoundLogger, ProcessorFormatter, filter_by_level
from structlog.typing import Processor

from service.web.log_line import JsonLine

_ROOT: Final = "bonus"
# Servers bring handlers of their own, and one of them writes addresses, in which ids of people stand.
_SERVERS: Final = ("uvicorn", "uvicorn.error", "uvicorn.access")
_ADDRESSES: Final = "uvicorn.access"


def log_of(area: str) -> BoundLogger:
    """The log of one area of the service; `log_of("access").info("request", status=200)`.

    Lines carry what the request bound to its context (`request_id`) and only the fields that `log_line` knows.
    """
    chain: list[Processor] = [
        filter_by_level,
        structlog.contextvars.merge_contextvars,
        ProcessorFormatter.wrap_for_formatter,
    ]
    logger: BoundLogger = structlog.wrap_logger(
        logging.getLogger(f"{_ROOT}.{area}"), processors=chain, wrapper_class=BoundLogger, context_class=dict
    ).bind()
    return logger


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at the moment, which a program may change after logging was set up."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def write_logs(level: str) -> None:
    """Sends every log of this process to standard error; called when serving starts, again without harm.

    `level` is that of this service; libraries and the server are heard from warnings on.
    """
    logging.getLogger(_ROOT).setLevel(level.upper())
    root = logging.getLogger()
    if not any(isinstance(handler, _StandardError) for handler in root.handlers):
        handler = _StandardError()
        handler.setFormatter(JsonLine())
        root.addHandler(handler)
    for name in _SERVERS:
        server = logging.getLogger(name)
        server.handlers.clear()
        server.propagate = True
        server.disabled = name == _ADDRESSES

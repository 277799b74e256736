"""Log lines: one JSON object each, on standard error."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Final, TextIO

_ROOT: Final = "bonus"


class JsonLine(logging.Formatter):
    """Time, level, event and the fields given as `extra={"fields": {…}}`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON; no traceback, because its last line may quote a value."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        return json.dumps(line)


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at the moment, which a program may change after logging was set up."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def write_logs(level: str) -> None:
    """Sends the log of this service to standard error; called when serving starts, again without harm."""
    logger = logging.getLogger(_ROOT)
    logger.setLevel(level.upper())
    if not any(isinstance(handler, _StandardError) for handler in logger.handlers):
        handler = _StandardError()
        handler.setFormatter(JsonLine())
        logger.addHandler(handler)

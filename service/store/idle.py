"""Connections that lay idle are tried before they are used again: a database may have been restarted meanwhile."""

import time
from typing import Any, Final

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

IDLE_SECONDS: Final = 1.0
"""The library would ask before every use, which is a good part of the cost of a small request."""
_SINCE: Final = "idle since"


def try_after_idling(engine: Engine) -> None:
    """Ask the database for a sign of life when a connection was not used for a while, and replace a dead one."""

    def came_back(_connection: Any, record: Any) -> None:
        record.info[_SINCE] = time.monotonic()

    def goes_out(connection: Any, record: Any, _proxy: object) -> None:
        since = record.info.get(_SINCE)
        if since is None or time.monotonic() - since < IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError("this connection is dead") from error

    event.listen(engine, "checkin", came_back)
    event.listen(engine, "checkout", goes_out)

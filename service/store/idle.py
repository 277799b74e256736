"""Connections may be dead, for a database may have been restarted: they are tried after idling, and asked again."""

import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError

IDLE_SECONDS: Final = 1.0
"""The library would ask before every use, which is a good part of the cost of a small request."""
_SINCE: Final = "idle since"

Result = TypeVar("Result")


def again_if_dead(ask: Callable[[], Result]) -> Result:
    """What a question that changes nothing returns, asked once more where its connection turned out to be dead."""
    try:
        return ask()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
    return ask()


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

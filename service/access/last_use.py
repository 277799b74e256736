"""When a key was last used: a figure for whoever clears out old keys, written beside the requests, not in them."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from service.clock import now
from service.errors import ServiceError
from service.store.database import Database
from service.store.tables import ApiKeyUse
from service.store.transactions import in_transaction
from service.web.log import log_of

EVERY_SECONDS: Final = 60
"""How often the last use of one key is written at most."""

log: Final = log_of("access")


class LastUses:
    """The last uses of keys. A use that cannot be written is lost: the next one will do."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._written: dict[int, float] = {}
        self._writing = threading.Lock()

    def is_due(self, key_id: int) -> bool:
        """Whether nothing was written for this key by this process in the last minute."""
        written = self._written.get(key_id)
        return written is None or self._clock() - written >= EVERY_SECONDS

    def write(self, key_id: int) -> None:
        """Note that the key is used now, after the request that used it is answered.

        One at a time: a slow store holds up one thread by this and no more.
        """
        if not self._writing.acquire(blocking=False):
            return
        try:
            in_transaction(self._database, lambda session: _write(session, key_id))
            self._written[key_id] = self._clock()
        except (ServiceError, SQLAlchemyError) as failure:
            log.warning("the last use of a key was not noted", kind=type(failure).__name__)
        finally:
            self._writing.release()


def _write(session: Session, key_id: int) -> None:
    moment = now()
    written = session.get(ApiKeyUse, key_id)
    if written is None:
        session.add(ApiKeyUse(key_id=key_id, last_used_at=moment))
    # Other processes note uses too.
    elif written.last_used_at <= moment - timedelta(seconds=EVERY_SECONDS):
        written.last_used_at = moment
        session.add(written)
    session.flush()

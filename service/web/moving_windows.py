"""The moving windows of one process, as storage for `limits`."""

import time
from collections import OrderedDict, deque
from threading import Lock
from typing import Final

from limits.storage import MemoryStorage

_KEYS_MAX: Final = 10_000


class MovingWindows(MemoryStorage):
    """The moments of the last hits by key.

    The library's own memory starts a thread at nearly every hit and keeps the name of every key for ever, which
    strangers could fill; here the key that was hit longest ago gives way.
    """

    STORAGE_SCHEME: Final = ["bonus-memory"]  # type: ignore[misc]

    def __init__(self, keys_max: int = _KEYS_MAX) -> None:
        super().__init__()
        self._keys_max = keys_max
        self._hits: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Counts `amount` hits and says True, or counts nothing where the last `expiry` seconds have no room."""
        now = time.time()
        with self._lock:
            hits = self._hits.setdefault(key, deque())
            self._hits.move_to_end(key)
            _forget(hits, now - expiry)
            if len(hits) + amount > limit:
                return False
            hits.extend([now] * amount)
            while len(self._hits) > self._keys_max:
                self._hits.popitem(last=False)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest hit of the window was, and how many are in it."""
        now = time.time()
        with self._lock:
            hits = self._hits.get(key, deque())
            _forget(hits, now - expiry)
            return (hits[0], len(hits)) if hits else (now, 0)


def _forget(hits: deque[float], before: float) -> None:
    while hits and hits[0] <= before:
        hits.popleft()

"""How a command ends when the system ends it: like any other error, so that nothing half-written stays behind."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_KILLED = 128
"""A program that a signal ended has this much plus the signal's number as its exit code."""


@contextmanager
def ending_well() -> Iterator[None]:
    """Inside the block a signal to terminate raises SystemExit; the block clears away what it was writing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _end) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(_KILLED + number)

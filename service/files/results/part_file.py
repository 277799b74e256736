"""The hidden file beside a results file in which it is written first, and what a killed program left of such files."""

import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_NAME_SHOWN_MAX = 100

if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        """Nothing to do: this system removes no file that is open."""
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        """Say that a living program writes here; raises OSError where another one says so."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def part_beside(target: Path) -> Path:
    """A name for a new file beside `target`, which nobody else chooses."""
    return target.with_name(f"{_start_of(target)}{secrets.token_hex(8)}.part")


def open_part(target: Path, beside: Path) -> int:
    """Make the file `beside`, open for writing and locked for as long as it is; raises OSError.

    Files of this kind that nobody writes any more are removed first: they hold what people earn.
    """
    for left in _left_behind(target):
        _remove_abandoned(left)
    while True:
        # Exclusive creation: nothing that stands there already, not even a link, is ever written through.
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        # A disk that cannot lock cannot find abandoned files either, and leaves them alone.
        with suppress(OSError):
            _lock(descriptor)
        if beside.exists():
            return descriptor
        # Between its creation and its lock somebody took it for abandoned.
        os.close(descriptor)


def _start_of(target: Path) -> str:
    return f".{target.name[:_NAME_SHOWN_MAX]}."


def _left_behind(target: Path) -> Iterator[Path]:
    pattern = re.compile(re.escape(_start_of(target)) + r"[0-9a-f]{16}\.part")
    with suppress(OSError):
        yield from [path for path in target.parent.iterdir() if pattern.fullmatch(path.name)]


def _remove_abandoned(path: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            _lock(descriptor)
            path.unlink()
        finally:
            os.close(descriptor)

"""Writing a file so that it is there whole or not at all: beside its place first, then renamed onto it."""

import io
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from service.files.refused import FileRefused, file_refused
from service.files.results.part_file import open_part, part_beside


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A binary stream whose bytes become `path` when the block ends well, and leave no trace when it does not.

    Raises FileRefused (file.cannot_write) where the system refuses; other errors of the block pass as they are.
    """
    target = Path(os.path.realpath(path))
    # The name is known before the file is there: a signal may end the program in between.
    beside = part_beside(target)
    with ExitStack() as opened:
        opened.callback(_clear_away, beside)
        stream = opened.enter_context(_opened(target, beside))
        yield stream
        _publish(stream, beside, target)


@contextmanager
def _opened(target: Path, beside: Path) -> Iterator[BinaryIO]:
    try:
        _check_replaceable(target)
        stream = _Output(io.FileIO(open_part(target, beside), "wb"))
    except OSError as error:
        raise cannot_write(error) from None
    try:
        yield stream
    finally:
        with suppress(OSError, FileRefused):
            stream.close()


def _clear_away(beside: Path) -> None:
    with suppress(OSError):
        beside.unlink(missing_ok=True)


class _Output(io.BufferedWriter):
    """Turns the system's refusals into ours where they happen, so that no other OSError is taken for one of them."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise cannot_write(error) from None


def cannot_write(error: OSError) -> FileRefused:
    """What to say when the system does not let a file be written."""
    if isinstance(error, FileNotFoundError):
        return file_refused("file.cannot_write", "", "the folder of the output file does not exist; create it first")
    reason = (error.strerror or "unknown reason").lower()
    return file_refused("file.cannot_write", "", f"the output file cannot be written: {reason}")


def _publish(stream: BinaryIO, beside: Path, target: Path) -> None:
    try:
        stream.flush()
        os.fsync(stream.fileno())
        stream.close()
        beside.replace(target)
    except OSError as error:
        raise cannot_write(error) from None
    _sync_folder(target.parent)


def _check_replaceable(target: Path) -> None:
    """Renaming onto a device or a pipe would remove it from the system."""
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        raise file_refused("file.cannot_write", "", "the output is not a regular file; give the name of a file")


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last through a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

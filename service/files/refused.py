"""What reading and writing files can refuse.

    ServiceError
    ├── DocumentRefused   a JSON or YAML text that cannot be read
    └── FileRefused       a file that cannot be read or written as a whole

Both carry every finding, and no value of a participant.
"""

import stat
from pathlib import Path

from rules import Problem
from service.errors import ServiceError


class DocumentRefused(ServiceError):
    """A JSON or YAML text that is not one, or means two things at once."""


class FileRefused(ServiceError):
    """A file of facts or results that cannot be read or written; nothing of it may be used."""


def file_refused(code: str, path: str, message: str) -> FileRefused:
    """A refusal with one problem; `path` is a place inside the file, or empty for the file as a whole."""
    return FileRefused(Problem(code, path, message))


def unreadable(error: OSError) -> FileRefused:
    """What to say when the system does not let a file be read."""
    if isinstance(error, FileNotFoundError):
        return file_refused("file.not_found", "", "no such file; check the name and the folder")
    reason = (error.strerror or "unknown reason").lower()
    return file_refused("file.unreadable", "", f"the file cannot be read: {reason}")


def check_regular(path: Path) -> None:
    """Refuse folders, pipes and devices: opening a pipe that nobody writes to would wait for ever."""
    try:
        is_regular = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        raise unreadable(error) from None
    if not is_regular:
        raise file_refused("file.unreadable", "", "not a regular file (a folder, a pipe or a device); name a file")

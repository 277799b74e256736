"""Where the stores of the tests are: in memory, where a machine lets files stand there and has room for them.

A commit of SQLite waits for the disk, and a new database on PostgreSQL is a folder of a thousand files.
"""

import shutil
from pathlib import Path
from typing import Final

_MEMORY: Final = Path("/dev/shm")
# Two servers, what the tests of two processes write, and the environment that the wheel is installed into.
_ROOM_MIN: Final = 3 * 2**30


def memory_folder() -> Path | None:
    """A folder in memory; None where there is none with room: then the folder for temporary files is used."""
    if not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ROOM_MIN:
        return None
    return _MEMORY

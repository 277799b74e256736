"""Work that is killed, as by a power cut, at the n-th thing that it does with its database.

A child process does the work. Before and after every statement, before every commit, and whenever a connection comes
back to its pool, which is right after a commit, it counts; at the number it was given it sends itself SIGKILL. So each
number is a point of the work that can be named and met again, without a word about it in the service.
"""

import itertools
import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

_SECONDS_MAX: Final = 120
_MOMENTS: Final = (
    (Engine, "before_cursor_execute"),
    (Engine, "after_cursor_execute"),
    (Engine, "commit"),
    (Pool, "checkin"),
)

Say = Callable[[str], None]
Scenario = Callable[[str, Say], None]
"""Does its work on the database of a URL, and says what was acknowledged as soon as it was."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: whether it was killed, what it said before, and at how many points it could have been."""

    killed: bool
    said: tuple[str, ...]
    points: int


def killed_at(number: int, scenario: Scenario, url: str, folder: Path) -> Ended:
    """Run the scenario in a child that is killed at this point; 0: it is not killed at all.

    Raises AssertionError where it ended in any other way.
    """
    told, counted = folder / f"told-{number}", folder / f"points-{number}"
    child = _start(_child, (number, scenario, url, told, counted))
    child.join(_SECONDS_MAX)
    if child.is_alive():
        child.kill()
        raise AssertionError(f"killed at {number}: the child hangs")
    said = tuple(told.read_text(encoding="utf-8").splitlines()) if told.exists() else ()
    killed = child.exitcode == -signal.SIGKILL
    assert killed or child.exitcode == 0, f"killed at {number}: the child failed with {child.exitcode}"
    return Ended(killed, said, 0 if killed else int(counted.read_text()))


def spread(points: int, wanted: int) -> list[int]:
    """So many points, evenly; each stands in the middle of its part of the work."""
    if points <= wanted:
        return list(range(1, points + 1))
    return [1 + points * (2 * number + 1) // (2 * wanted) for number in range(wanted)]


def _start(target: Callable[..., None], arguments: tuple[Any, ...]) -> BaseProcess:
    # A fresh process that has only loaded the service: a fork of the tests would inherit their threads and connections.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["service.main", "tests.faults.killing"])
    child = context.Process(target=target, args=arguments)
    child.start()
    return child


def _child(number: int, scenario: Scenario, url: str, told: Path, counted: Path) -> None:
    count = itertools.count(1)
    seen = 0

    def point(*_: object, **__: object) -> None:
        nonlocal seen
        seen = next(count)
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    for target, name in _MOMENTS:
        event.listen(target, name, point)
    with told.open("ab", buffering=0) as stream:
        scenario(url, lambda line: _write(stream.fileno(), line))
    counted.write_text(str(seen))


def _write(descriptor: int, line: str) -> None:
    os.write(descriptor, f"{line}\n".encode())
    os.fsync(descriptor)

"""`bonus worker`: takes up runs and computes them, until Ctrl-C; and the same as a process beside the service."""

import multiprocessing
import secrets
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.process import BaseProcess
from typing import Final

from rich.text import Text

from service.access.operators import operator_actor
from service.cli.findings import refusals
from service.cli.operator import os_user
from service.cli.screen import show
from service.cli.store import database_of, opened_store
from service.runs.worker import Worker, WorkerSettings
from service.settings import Settings
from service.web.log import log_of, write_logs
from service.work import Actor

_FAILED: Final = 1
_PATIENCE_SECONDS: Final = 30.0
"""For how long a slice at hand may go on when the service ends."""
_PAUSES_SECONDS: Final = (0.0, 1.0, 5.0, 15.0, 30.0)
"""How long to wait before a worker that ended again and again is started anew."""
_LASTED_SECONDS: Final = 60.0
"""One that lasted so long had nothing wrong at its start."""


def run_worker() -> None:
    """Work beside a service; ends the command where the store cannot be used."""
    with opened_store() as store:
        with refusals(""):
            actor = operator_actor(store.database, os_user())
        settings = store.settings
    show(Text("Working (Ctrl-C ends)"))
    _work(settings, secrets.token_hex(8), actor.principal_id, (signal.SIGTERM, signal.SIGINT), lambda: True)


class WorkerProcess:
    """The worker beside the service: started, started again when it ends, and ended with the service.

    It keeps its name, so that the one after a crash goes on at once with what the one before held.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        database = database_of(settings)
        self._arguments = (settings, secrets.token_hex(8), operator_actor(database, os_user()).principal_id)
        database.close()
        self._clock = clock
        self._process: BaseProcess | None = None
        self._began = clock()
        self._ends = 0

    def tend(self) -> None:
        """See that it runs; called again and again."""
        if self._process is not None and self._process.is_alive():
            return
        if self._process is not None:
            self._note_end(self._process)
        if self._clock() - self._began >= _PAUSES_SECONDS[min(self._ends, len(_PAUSES_SECONDS) - 1)]:
            self._process = multiprocessing.get_context("spawn").Process(target=_work_beside, args=self._arguments)
            self._process.start()
            self._began = self._clock()

    def ask_to_end(self) -> None:
        """Let it come to an end after the slice at hand."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()

    def wait(self) -> None:
        """Until it has ended; one that does not is killed, which costs the slice at hand."""
        if self._process is None:
            return
        self._process.join(_PATIENCE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _note_end(self, process: BaseProcess) -> None:
        lasted = self._clock() - self._began
        self._ends = 0 if lasted >= _LASTED_SECONDS else self._ends + 1
        log_of("worker").warning("the worker ended and is started again", status=process.exitcode)
        process.close()
        self._process = None


def _work_beside(settings: Settings, holder: str, operator: int) -> None:
    """The process beside the service: it ends with whoever started it, even if that one is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    _work(settings, holder, operator, (signal.SIGTERM,), parent.is_alive)


def _work(
    settings: Settings, holder: str, operator: int, ends: tuple[signal.Signals, ...], is_wanted: Callable[[], bool]
) -> None:
    write_logs(settings.log_level)
    database = database_of(settings)
    kept = timedelta(days=settings.preview_days)
    worker = Worker(database, holder, WorkerSettings(Actor(operator), kept, settings.company))
    for each in ends:
        signal.signal(each, lambda _signal, _frame: worker.stop())
    try:
        worker.run(is_wanted)
    except Exception as fault:
        # What it says may hold values; the log keeps its kind and its places only.
        log_of("worker").error("fault", exc_info=fault)
        raise SystemExit(_FAILED) from None
    finally:
        database.close()

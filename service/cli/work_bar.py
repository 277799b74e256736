"""A progress bar on standard error: only at a terminal, and only for work that takes a while."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from service.cli.screen import console
from service.files.tables.table import Progress as ReadingProgress

_PATIENCE_SECONDS = 1.0


class WorkBar:
    """Give `progress` to whatever reads a file; the bar appears by itself and is gone when the block ends."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._started = time.monotonic()
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    @property
    def progress(self) -> ReadingProgress | None:
        """Takes (done, total) in any unit; None where nobody could watch."""
        return self._advance if sys.stderr.isatty() else None

    def _advance(self, done: int, total: int) -> None:
        if self._bar is None:
            if time.monotonic() - self._started < _PATIENCE_SECONDS:
                return
            self._bar = self._started_bar()
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)

    def _started_bar(self) -> Progress:
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
        bar = Progress(*columns, TimeRemainingColumn(), console=console(sys.stderr), transient=True)
        bar.add_task(self._label, total=None)
        bar.start()
        return bar

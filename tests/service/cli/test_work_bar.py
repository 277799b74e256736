"""The progress bar: only where somebody watches, only for long work, and gone afterwards."""

import io
import sys

import pytest

from service.cli import work_bar
from service.cli.work_bar import WorkBar


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error from here on: pytest puts its own in place between fixtures and the test."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    return stream


def test_long_work_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch)
    monkeypatch.setattr(work_bar, "_PATIENCE_SECONDS", 0)
    with WorkBar("Calculating [facts].csv") as bar:
        assert bar.progress is not None
        bar.progress(50, 200)
        bar.progress(100, 200)
    said = stream.getvalue()
    assert "Calculating [facts].csv" in said
    assert " 50 %" in said
    assert said.endswith("\x1b[1A\x1b[2K"), "the bar removes itself"


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch)
    with WorkBar("Calculating") as bar:
        assert bar.progress is not None
        bar.progress(1, 2)
    assert stream.getvalue() == ""


def test_nobody_watches_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert WorkBar("Calculating").progress is None

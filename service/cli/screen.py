"""Where commands write: standard output for what was asked, standard error for everything said about it."""

import os
import sys
from typing import TextIO

from rich.console import Console, RenderableType
from rich.text import Text

from service.figures import visible

__all__ = ["PLAIN_WIDTH", "console", "show", "show_text", "tell", "visible"]

PLAIN_WIDTH = 100
"""Columns where there is no terminal to ask: a log, a pipe, a file."""


_PLAINER = str.maketrans("…×–−│├└─", "~x--|+`-")


def show(*parts: RenderableType) -> None:
    """Print to standard output: tables fitted to its width, each line of a text whole however long it is."""
    _print(sys.stdout, parts)


def tell(*parts: RenderableType) -> None:
    """The same to standard error."""
    _print(sys.stderr, parts)


def show_text(text: str) -> None:
    """Print a finished text to standard output, unchanged."""
    _write(sys.stdout, text)


def console(stream: TextIO) -> Console:
    """A console for one of the two streams. Texts of plans and files never act as markup in it."""
    fixed = None if stream.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH
    return Console(file=stream, width=fixed, markup=False, emoji=False, highlight=False)


def _print(stream: TextIO, parts: tuple[RenderableType, ...]) -> None:
    """Tables fill their lines with spaces, which only get in the way in logs and documents."""
    printer = console(stream)
    with printer.capture() as captured:
        for part in parts:
            printer.print(part, soft_wrap=isinstance(part, Text))
    _write(stream, "\n".join(line.rstrip() for line in captured.get().split("\n")))


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        # An old console without UTF-8: plainer frames, and a question mark for a letter, are better than no answer.
        encoding = stream.encoding or "ascii"
        stream.write(text.translate(_PLAINER).encode(encoding, "replace").decode(encoding))
    stream.flush()

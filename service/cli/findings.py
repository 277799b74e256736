"""Problems on the screen: one a line, `code  path  message`, and under a formula's problem the place in its text."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from rich.cells import cell_len
from rich.text import Text

from rules import Problem, RulesError
from service.cli.screen import tell, visible
from service.errors import ServiceError

REFUSED = 1
"""Exit code of everything that could not be used: files, plans, settings."""

_LINE_MAX = 90
_EXCERPT_BEFORE = 50
_EXCERPT_AFTER = 36
_INDENT = "    "


@contextmanager
def refusals(origin: str, document: object = None) -> Iterator[None]:
    """Ends the command with exit code 1 and every problem on standard error if the block refuses its input.

    `origin` names what is read (a file, a plan); `document` is the plan that formula problems point into.
    """
    try:
        yield
    except (RulesError, ServiceError) as refused:
        end_with(refused.problems, origin, document)


def end_with(problems: Iterable[Problem], origin: str = "", document: object = None) -> NoReturn:
    """Print problems to standard error and end the command."""
    for problem in problems:
        tell(*finding_lines(problem, origin, document, style="bold red"))
    raise typer.Exit(REFUSED)


def finding_lines(problem: Problem, origin: str, document: object, *, style: str) -> Iterator[Text]:
    """One finding: its line, and for a place in a formula the text with a mark under it."""
    place = ": ".join(part for part in (origin, problem.path) if part)
    line = Text(visible(problem.code), style=style)
    line.append(f"  {visible(place)}", style="not bold default")
    line.append(f"  {visible(problem.message)}", style="not bold default")
    yield line
    formula = text_at(document, problem.path)
    if problem.position is not None and formula is not None:
        shown, mark = excerpt(formula, problem.position)
        yield Text(_INDENT + shown)
        yield Text(_INDENT + mark, style=style)


def text_at(document: object, path: str) -> str | None:
    """The text that a JSON pointer leads to, None if it leads to anything else."""
    place = document
    for part in path.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(place, dict):
            place = place.get(key)
        elif isinstance(place, list) and key.isdecimal() and int(key) < len(place):
            place = place[int(key)]
        else:
            return None
    return place if isinstance(place, str) else None


def excerpt(formula: str, position: int) -> tuple[str, str]:
    """The line of the formula that holds the position, shortened where it is long, and the mark to print below."""
    start = max(formula.rfind(end, 0, position) for end in "\r\n") + 1
    line = formula[start:].splitlines()[0] if formula[start:] else ""
    offset = min(position - start, len(line))
    is_long = len(line) > _LINE_MAX
    cut_before = max(0, offset - _EXCERPT_BEFORE) if is_long else 0
    cut_after = min(len(line), offset + _EXCERPT_AFTER) if is_long else len(line)
    before = ("… " if cut_before else "") + visible(line[cut_before:offset])
    after = visible(line[offset:cut_after]) + (" …" if cut_after < len(line) else "")
    return before + after, " " * cell_len(before) + "^"

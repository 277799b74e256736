"""The project's documents as data: headings, fenced blocks and tables, each with the line it starts on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_HEADING = re.compile(r"(#{1,6}) (.+)")
_FENCE = re.compile(r"```(.*)")
_CELL = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `anchor` is what a link to it ends with."""

    line: int
    text: str

    @property
    def anchor(self) -> str:
        """The heading as hosts of Markdown turn it into the end of a link."""
        plain = re.sub(r"[^\w\- ]", "", self.text.lower())
        return plain.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its language, the words after it, and its text."""

    line: int
    language: str
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns and its cells, without the spaces around them."""

    line: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Any other text up to the next empty line."""

    line: int
    text: str


Part = Heading | Fence | Table | Paragraph


@cache
def parts_of(name: str) -> tuple[Part, ...]:
    """The parts of a document, named as seen from the project's root, in their order."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return tuple(_parts(lines))


def tables_of(name: str) -> list[Table]:
    """The tables of a document."""
    return [part for part in parts_of(name) if isinstance(part, Table)]


def code_in(cell: str) -> str:
    """What stands between the backquotes of a cell; fails if there is not exactly one such text."""
    [text] = codes_in(cell)
    return text


def codes_in(text: str) -> list[str]:
    """Every text in backquotes, as it reads once the page is shown."""
    return [code.replace("\\|", "|") for code in _CODE.findall(text)]


def _parts(lines: list[str]) -> Iterator[Part]:
    place = 0
    while place < len(lines):
        start, line = place, lines[place]
        place += 1
        if heading := _HEADING.fullmatch(line):
            yield Heading(start + 1, heading[2])
        elif fence := _FENCE.fullmatch(line):
            end = lines.index("```", place)
            language, *words = fence[1].split() or [""]
            yield Fence(start + 1, language, tuple(words), "\n".join(lines[place:end]) + "\n")
            place = end + 1
        elif line.strip():
            while place < len(lines) and lines[place].strip() and not lines[place].startswith(("#", "```")):
                place += 1
            yield _block(start + 1, lines[start:place])


def _block(number: int, lines: list[str]) -> Table | Paragraph:
    if not all(line.startswith("|") for line in lines):
        return Paragraph(number, "\n".join(lines))
    header, _, *rows = (_cells(line) for line in lines)
    return Table(number, header, tuple(rows))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in _CELL.split(line)[1:-1])

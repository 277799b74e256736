"""Texts of documents put together from pieces that were rendered column by column."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rules.columns import Column, Number
from rules.numbers import money_text
from rules.problems import Problem

_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_NOTHING: Final = "[]"


@dataclass(frozen=True, slots=True)
class Findings:
    """Lists of findings, one per row: as they are shown, and as the digest reads them, without the words."""

    texts: list[str]
    codes: list[str]


Piece = str | list[str] | Findings
"""A part of the text of every row: the same for all of them, or one per row."""


def canonical(document: object) -> str:
    """The one text of a document: keys in order, no spaces."""
    return _ENCODER.encode(document)


def codes_of(findings: Iterable[Mapping[str, object]]) -> list[list[object]]:
    """Only code and path of findings in their wire shape."""
    return [[found["code"], found["path"]] for found in findings]


def findings(noted: Mapping[int, Sequence[Problem]], size: int) -> Piece:
    """What was noted by row, as lists; most people have nothing."""
    texts, codes = [_NOTHING] * size, [_NOTHING] * size
    some = False
    for row, problems in noted.items():
        if problems:
            shown = [problem.to_json() for problem in problems]
            texts[row], codes[row], some = canonical(shown), canonical(codes_of(shown)), True
    return Findings(texts, codes) if some else _NOTHING


def column_piece(column: Column | None, size: int) -> Piece:
    """A column as it is shown: texts in quotes, null where a row has none."""
    if column is None:
        return "null"
    if not isinstance(column, Number):
        return [canonical(column.text(row)) for row in range(size)]
    if isinstance(column.nums, int) and isinstance(column.den, int) and not column.faults:
        return f'"{column.text(0)}"'
    texts = column.texts(size)
    if column.faults:
        return ["null" if text is None else f'"{text}"' for text in texts]
    return [f'"{text}"' for text in texts]


def money_piece(amounts: Sequence[int], digits: int) -> Piece:
    """Amounts in minor units, with all digits."""
    if not any(amounts):
        return f'"{money_text(0, digits)}"'
    return [f'"{money_text(amount, digits)}"' for amount in amounts]


def object_of(members: Mapping[str, Iterable[Piece]]) -> Iterator[Piece]:
    """A JSON object, its keys in order."""
    before = "{"
    for key in sorted(members):
        yield f"{before}{canonical(key)}:"
        yield from members[key]
        before = ","
    yield "}" if members else "{}"


def list_of(entries: Iterable[Iterable[Piece]]) -> Iterator[Piece]:
    """A JSON list."""
    yield "["
    for place, entry in enumerate(entries):
        if place:
            yield ","
        yield from entry
    yield "]"


def texts_of(pieces: Sequence[Piece], size: int) -> tuple[list[str], dict[int, str]]:
    """The texts of all rows; and as the digest reads them, those of the rows with findings."""
    template = "".join(piece.replace("%", "%%") if isinstance(piece, str) else "%s" for piece in pieces)
    varying = [piece for piece in pieces if not isinstance(piece, str)]
    if not varying:
        return [template % ()] * size, {}
    shown = (piece.texts if isinstance(piece, Findings) else piece for piece in varying)
    said = (piece.codes if isinstance(piece, Findings) else piece for piece in varying)
    noted = [piece.texts for piece in varying if isinstance(piece, Findings)]
    rows = {row for texts in noted for row, text in enumerate(texts) if text != _NOTHING}
    coded = enumerate(zip(*said, strict=True)) if rows else ()
    return (
        [template % cells for cells in zip(*shown, strict=True)],
        {row: template % cells for row, cells in coded if row in rows},
    )

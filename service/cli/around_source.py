"""What stands around the people of a command, from the document of `--around`."""

from pathlib import Path
from typing import Any

from rules import SURROUNDING_KEYS, Problem, Surroundings, pointer, read_surroundings
from service.cli.findings import end_with, refusals
from service.files.documents import read_document

_BYTES_MAX = 32 << 20
_WHAT = "a file for --around"


def surroundings_in(path: Path) -> Surroundings:
    """What the document says; ends the command if it cannot be used."""
    with refusals(str(path)):
        return read_surroundings(_document(path))


def may_convert(path: Path | None, currency: str) -> bool:
    """Whether a document has rates from the plan's currency, so that people may be paid in others."""
    rates = [] if path is None else _document(path).get("rates")
    return isinstance(rates, list) and any(isinstance(rate, dict) and rate.get("from") == currency for rate in rates)


def _document(path: Path) -> dict[str, Any]:
    with refusals(str(path)):
        document = read_document(path, _WHAT, _BYTES_MAX)
    if not isinstance(document, dict):
        message = f"{_WHAT} is one object with some of {', '.join(SURROUNDING_KEYS)}"
        end_with([Problem("around.shape", "", message)], str(path))
    unknown = sorted(document.keys() - set(SURROUNDING_KEYS))
    if unknown:
        message = f"{_WHAT} has {', '.join(SURROUNDING_KEYS)}; remove this or mend it"
        end_with([Problem("around.unknown_key", pointer(key), message) for key in unknown], str(path))
    return document

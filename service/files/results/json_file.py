"""Results as one JSON document in the shape of the calculate call, written as a stream."""

from collections.abc import Iterable
from typing import BinaryIO

from service.files.exact_json import dumps
from service.files.results.head import ResultsHead
from service.files.results.row import Result


class JsonResults:
    """`{"plan", "engine", "currency", "results": [one a line], "totals"}`."""

    def __init__(self, stream: BinaryIO, head: ResultsHead) -> None:
        self._stream = stream
        self._separator = "\n"
        opening = dumps({"plan": dict(head.plan), "engine": head.engine, "currency": head.currency})
        self._put(opening.removesuffix("}") + ', "results": [')

    def write(self, results: Iterable[Result]) -> None:
        """Add some results."""
        for result in results:
            self._put(self._separator + dumps(result))
            self._separator = ",\n"

    def finish(self, totals: Result) -> None:
        """Close the list and add the totals."""
        self._put(f'\n], "totals": {dumps(totals)}}}\n')

    def release(self) -> None:
        """Nothing is held."""

    def _put(self, text: str) -> None:
        self._stream.write(text.encode("utf-8"))

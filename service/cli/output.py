"""The file of results a command was asked for, and how it is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rules import Problem
from service.cli.findings import end_with
from service.files.results import ResultsOptions

_SEPARATORS: dict[str, Literal[",", ";", "\t"]] = {"comma": ",", "semicolon": ";", "tab": "\t"}
_CSV = ".csv"


@dataclass(frozen=True, slots=True)
class GivenOutput:
    """`path` is None where nothing but the screen was asked for; `instalments` is the file of what is still open; the
    rest says how a CSV file is written."""

    path: Path | None = None
    with_bom: bool = False
    separator: Literal["comma", "semicolon", "tab"] = "comma"
    decimal: Literal["point", "comma"] = "point"
    instalments: Path | None = None

    @property
    def options(self) -> ResultsOptions:
        """As the writer of results takes them."""
        return ResultsOptions(self.with_bom, _SEPARATORS[self.separator], self.decimal)

    def check(self, sources: Iterable[Path | None]) -> None:
        """Ends the command where results would replace what they come from, or options speak of no CSV file."""
        if self.options != ResultsOptions() and (self.path is None or self.path.suffix.lower() != _CSV):
            message = "these options say how a .csv file is written; give --out a name that ends in .csv"
            end_with([Problem("out.not_csv", "", message)], "--out-bom, --out-separator, --out-decimal")
        given = [source for source in sources if source is not None and source.exists()]
        for out in (self.path, self.instalments):
            if out is not None and out.exists() and any(out.samefile(source) for source in given):
                message = "the results would replace a file that they are computed from; name another file"
                end_with([Problem("file.same_file", "", message)], str(out))
        if self.path is not None and self.path == self.instalments:
            message = "the results and what is still paid in parts are two files; name another one for the parts"
            end_with([Problem("file.same_file", "", message)], str(self.instalments))

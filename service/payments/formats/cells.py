"""Texts of a file: what may stand in a cell, and what is missing, told by person and field before it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from rules import Problem
from service.files.tables.spreadsheets import FORMULA_STARTS
from service.payments.formats.lines import PaidLine, PaidPerson

PROBLEMS_MAX: Final = 1_000
_FORMULA: Final = "it starts like a formula of a spreadsheet; mend it where it comes from, or leave the field out"
_CONTROL: Final = "it has a character that cannot be printed; mend it where it comes from"


@dataclass(slots=True)
class Cells:
    """Checks what goes into a file. `encoding` and `forbidden` characters are those of the format; `is_workbook`: its
    texts never become formulas."""

    encoding: str = "utf-8"
    forbidden: str = ""
    is_workbook: bool = False
    problems: dict[tuple[str, str], Problem] = field(default_factory=dict)

    def told(self) -> list[Problem]:
        """Every problem, in the order in which lines came."""
        return list(self.problems.values())

    def add(self, code: str, place: str, message: str) -> None:
        """Note a problem, each once."""
        if len(self.problems) < PROBLEMS_MAX:
            self.problems.setdefault((code, place), Problem(code, place, message))

    def payroll_id(self, person: PaidPerson) -> str:
        """The id by which payroll knows somebody; empty with a problem where there is none."""
        if person.external_id is None:
            self.add("export.person_erased", person.place(), "this person was erased; pay them without a file")
            return ""
        if person.payroll_id is None:
            self.add("export.no_payroll_id", person.place("payroll_id"), "give this person their id in payroll")
            return ""
        return self.text(person.payroll_id, person.place("payroll_id"))

    def code(self, line: PaidLine, codes: Mapping[str, str]) -> str:
        """Payroll's code for a line; empty with a problem where the mapping has none."""
        place = line.person.place("lines", line.number, "code")
        if line.kind is None:
            message = "this line has neither an earning code nor a component; only a file without codes can hold it"
            self.add("export.no_code", place, message)
            return ""
        if line.kind not in codes:
            self.add("export.no_code", place, f'the mapping has no code for "{line.kind}"; add it to codes')
            return ""
        return self.text(codes[line.kind], place)

    def currency(self, line: PaidLine, wanted: str) -> None:
        """The line must be in the one currency that the file stands for."""
        if line.currency != wanted:
            message = f"this line is in {line.currency} and the file in {wanted}; make a file that names currencies"
            self.add("export.currency", line.person.place("lines", line.number, "currency"), message)

    def text(self, text: str, place: str) -> str:
        """A text that payroll must find again as it stands: what would have to be altered is a problem."""
        if not self.is_workbook and text.startswith(FORMULA_STARTS):
            self.add("export.text", place, _FORMULA)
        elif not text.isprintable():
            self.add("export.text", place, _CONTROL)
        elif any(character in text for character in self.forbidden):
            self.add("export.text", place, f"this file cannot hold any of {self.forbidden} in a text")
        else:
            self._encode(text, place)
        return text

    def free_text(self, text: str, place: str) -> str:
        """A text for people's eyes: an apostrophe in front keeps a spreadsheet from taking it for a formula."""
        self._encode(text, place)
        shown = "".join(character if character.isprintable() else " " for character in text)
        return f"'{shown}" if not self.is_workbook and text.startswith(FORMULA_STARTS) else shown

    def digits(self, text: str, place: str, at_most: int) -> str:
        """A number of so many digits at most that names somebody or something."""
        if text and not (text.isascii() and text.isdecimal() and len(text) <= at_most):
            self.add("export.text", place, f"this file takes at most {at_most} digits here and nothing else")
        return text

    def _encode(self, text: str, place: str) -> None:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            message = f"{self.encoding} has no sign for one of its characters; take a file in another encoding"
            self.add("export.text", place, message)

"""Expected against computed: only what an example names, and exactly."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from rules.columns import Column
from rules.engine import FLOOR_LINE
from rules.examples.report import Difference, Shown
from rules.numbers import NumberRefused, display, parse_ratio, plain_text
from rules.plan import Expect, ExpectComponent, ExpectKpi, ExpectLine, ExpectPayee
from rules.problems import pointer
from rules.results import ResultBatch, line_parts

Value = Fraction | bool | str | None
"""One exact value; None where there is none."""

_STAGES = ("amount", "gross", "gated", "prorated", "withheld")


def compare(expect: Expect, batch: ResultBatch, path: str, row: int = 0) -> tuple[Difference, ...]:
    """Every difference between the expectation at `path` and one person of the batch."""
    comparison = _Comparison(batch, row)
    for name in Expect.model_fields:
        if expect.says(name):
            getattr(comparison, f"_{name}")(getattr(expect, name), f"{path}/{name}")
    return tuple(comparison.found)


def same_number(expected: Fraction, actual: Fraction) -> bool:
    """Exactly equal; a value that does not end within 12 places also equals its rounded display."""
    return expected == actual or plain_text(expected) == display(actual)


class _Comparison:
    """One method per key of `expect`; differences are collected in `found`."""

    def __init__(self, batch: ResultBatch, row: int) -> None:
        self.sheet = batch.sheet
        self.row = row
        self.result = batch.result(row)
        self.found: list[Difference] = []

    def _at(self, column: Column | None) -> Value:
        """The person's value; None where there is none, as where segments were computed one by one."""
        parts = self.sheet.parts
        apart = parts is not None and self.row in parts.rows
        return None if column is None or apart else column.at(self.row)

    def _outcome(self, expected: str | None, path: str) -> None:
        self._value(expected, self.result["outcome"], path)

    def _reasons(self, expected: tuple[str, ...], path: str) -> None:
        self._codes(expected, self.result["reasons"], path)

    def _problems(self, expected: tuple[str, ...], path: str) -> None:
        self._codes(expected, self.result["problems"], path)

    def _coefficient(self, expected: Fraction | None, path: str) -> None:
        column = self.sheet.coefficient
        self._value(expected, self._at(column), path)

    def _rating(self, expected: str | None, path: str) -> None:
        self._value(expected, self.result["rating"], path)

    def _payout(self, expected: Fraction | None, path: str) -> None:
        has_ratings = self.sheet.compiled.plan.ratings is not None
        column = self.sheet.scales["rating"].payout if has_ratings else None
        self._value(expected, self._at(column), path)

    def _kpis(self, expected: Mapping[str, ExpectKpi], path: str) -> None:
        for key, fields in expected.items():
            place = path + pointer(key)
            if key not in self.sheet.kpis:
                self._unknown("KPI", place)
                continue
            line = self.sheet.kpis[key]
            for name in ExpectKpi.model_fields:
                if fields.says(name):
                    self._value(getattr(fields, name), self._at(getattr(line, name)), f"{place}/{name}")

    def _values(self, expected: Mapping[str, Value], path: str) -> None:
        for key, value in expected.items():
            if key in self.sheet.values:
                self._value(value, self._at(self.sheet.values[key]), path + pointer(key))
            else:
                self._unknown("named value", path + pointer(key))

    def _components(self, expected: Mapping[str, Fraction | ExpectComponent | None], path: str) -> None:
        lines = {line["key"]: line for line in self.result["components"]}
        for key, value in expected.items():
            place = path + pointer(key)
            if key not in lines and key in (FLOOR_LINE, *self.sheet.components, *self.sheet.accounts):
                lines[key] = dict.fromkeys(_STAGES) | {"lines": []}
            if key not in lines:
                self._unknown("component", place)
            elif isinstance(value, ExpectComponent):
                self._component(value, lines[key], key, place)
            else:
                self._money(value, lines[key]["amount"], place)

    def _component(self, expected: ExpectComponent, line: dict[str, Any], key: str, path: str) -> None:
        for name in _STAGES:
            if expected.says(name):
                self._money(getattr(expected, name), line[name], f"{path}/{name}")
        if expected.says("lines"):
            self._tiers(expected.lines, key if line["lines"] else None, f"{path}/lines")

    def _tiers(self, expected: tuple[ExpectLine, ...], key: str | None, path: str) -> None:
        found = [] if key is None else line_parts(self.sheet, key, self.row)
        if len(expected) != len(found):
            self.found.append(Difference(path, _lines(len(expected)), _lines(len(found)), None))
            return
        for index, (wanted, parts) in enumerate(zip(expected, found, strict=True)):
            for name, part in parts.items():
                if wanted.says(name):
                    self._value(getattr(wanted, name), part, f"{path}/{index}/{name.rstrip('_')}")

    def _pools(self, expected: Mapping[str, Fraction], path: str) -> None:
        for key, value in expected.items():
            if key in self.result["pools"]:
                self._money(value, self.result["pools"][key], path + pointer(key))
            else:
                self._unknown("pool", path + pointer(key))

    def _payee(self, expected: ExpectPayee | None, path: str) -> None:
        payee = self.result["payee"]
        if expected is None or payee is None:
            if expected is not None or payee is not None:
                wanted = "the plan's currency" if expected is None else "another currency"
                self.found.append(Difference(path, wanted, None if payee is None else payee["currency"], None))
            return
        lines = {line["key"]: line["amount"] for line in payee["components"]}
        if expected.says("currency"):
            self._value(expected.currency, payee["currency"], f"{path}/currency")
        for name in ("rate", "total"):
            if expected.says(name):
                self._money(getattr(expected, name), payee[name], f"{path}/{name}")
        for key, value in expected.components.items():
            self._money(value, lines.get(key), f"{path}/components{pointer(key)}")

    def _balances(self, expected: Mapping[str, Fraction], path: str) -> None:
        for key, value in expected.items():
            if key in self.result["balances"]:
                self._money(value, self.result["balances"][key]["closing"], path + pointer(key))
            else:
                self._unknown("balance", path + pointer(key))

    def _total(self, expected: Fraction | None, path: str) -> None:
        self._money(expected, self.result["total"], path)

    # --- one comparison -----------------------------------------------------------------------------------

    def _value(self, expected: Value, actual: Value, path: str) -> None:
        if not _same(expected, actual):
            self.found.append(Difference(path, _shown(expected), _shown(actual), _pasted(actual)))

    def _money(self, expected: Fraction | None, actual: str | None, path: str) -> None:
        """`actual` with the currency's digits, which is exact; the text to paste keeps them."""
        if expected != (None if actual is None else Fraction(actual)):
            self.found.append(Difference(path, _shown(expected), actual, actual))

    def _codes(self, expected: Iterable[str], actual: list[dict[str, Any]], path: str) -> None:
        """Which codes there are: neither their order nor how many places have them counts."""
        wanted, given = sorted(set(expected)), sorted({finding["code"] for finding in actual})
        if wanted != given:
            self.found.append(Difference(path, wanted, given, given))

    def _unknown(self, what: str, path: str) -> None:
        self.found.append(Difference(path, f"a {what} of this name", None, None))


def _same(expected: Value, actual: Value) -> bool:
    if isinstance(expected, Fraction) and isinstance(actual, str):
        # A code may look like a number, and an expectation cannot know that it is a code.
        return _number(actual) == expected
    if isinstance(expected, Fraction) and isinstance(actual, Fraction):
        return same_number(expected, actual)
    return type(expected) is type(actual) and expected == actual


def _number(text: str) -> Fraction | None:
    try:
        return parse_ratio(text)
    except NumberRefused:
        return None


def _shown(value: Value) -> Shown:
    return plain_text(value) if isinstance(value, Fraction) else value


def _pasted(value: Value) -> Shown:
    """The exact text where a document can hold it, else the 12-place display, which counts as equal."""
    if not isinstance(value, Fraction):
        return value
    exact = plain_text(value)
    return exact if _number(exact) == value else display(value)


def _lines(count: int) -> str:
    return f"{count} line" if count == 1 else f"{count} lines"

"""One result as a row of a table: text cells and number cells, in the order of the columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.files.results.head import ResultsHead

Result = Mapping[str, Any]
"""A result in the JSON shape of the calculate call; every number in it is text."""

_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; `is_number` columns hold decimals, the others text of any origin."""

    name: str
    is_number: bool = False


_PAYEE = (Column("payee_total", is_number=True), Column("payee_currency"), Column("payee_rate", is_number=True))


def columns_of(head: ResultsHead) -> tuple[Column, ...]:
    """participant, outcome, reasons, coefficient, rating, one per line, total, currency, what is paid in which other
    currency at which rate, one per balance, problems, warnings. A balance is its closing amount, under the name by
    which the next period's file of facts opens it."""
    return (
        *(Column("participant"), Column("outcome"), Column("reasons")),
        *(Column("coefficient", is_number=True), Column("rating")),
        *(Column(key, is_number=True) for key in head.components),
        *(Column("total", is_number=True), Column("currency")),
        *(_PAYEE if head.has_payees else ()),
        *(Column(f"balance.{key}", is_number=True) for key in head.balances),
        *(Column("problems"), Column("warnings")),
    )


def row_of(result: Result, head: ResultsHead) -> list[str]:
    """The cells of one result; what it does not have is an empty cell."""
    amounts = {component["key"]: component["amount"] for component in result["components"]}
    if unknown := amounts.keys() - set(head.components):
        raise ValueError(f"components without a column: {', '.join(sorted(unknown))}")
    return [
        result["id"],
        result["outcome"],
        _findings(result["reasons"]),
        _text(result["coefficient"]),
        _text(result["rating"]),
        *(_text(amounts.get(key)) for key in head.components),
        _text(result["total"]),
        head.currency,
        *(_payee(result["payee"]) if head.has_payees else ()),
        *(_text(result["balances"][key]["closing"]) for key in head.balances),
        _findings(result["problems"]),
        _findings(result["warnings"]),
    ]


def _payee(payee: Mapping[str, Any] | None) -> list[str]:
    """Empty for whoever is paid in the plan's currency."""
    return ["", "", ""] if payee is None else [payee["total"], payee["currency"], payee["rate"]]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _findings(findings: Sequence[Mapping[str, Any]]) -> str:
    return _SEPARATOR.join(_finding(finding) for finding in findings)


def _finding(finding: Mapping[str, Any]) -> str:
    place = f" ({finding['path']})" if finding.get("path") else ""
    return f"{finding['code']}{place}: {finding['message']}"

"""What stands beside the results of the plans: adjustments, corrections, totals, and what changed since last time."""

from collections.abc import Iterator, Mapping
from typing import Any

from service.figures import NOTHING, amount_text
from service.statements.shown.page import Column, Part, Row, Table

Content = Mapping[str, Any]

_PARTS = {"adjustments": "Adjustments", "corrections": "Corrections of earlier periods", "total": "Total"}


def beside_part(content: Content) -> Part | None:
    """One part for all of it; None for a person who has nothing but one result in one currency."""
    made = (_adjustments, _corrections, _carried_on, _totals, _changes)
    tables = tuple(table for table in (make(content) for make in made) if table is not None)
    return Part("Together", "", (), (), tables) if tables else None


def _adjustments(content: Content) -> Table | None:
    rows = tuple(
        Row((line["reason"] or NOTHING, line["plan"] or NOTHING, amount_text(line["amount"]), line["currency"]))
        for line in content["adjustments"]
    )
    columns = (Column("Reason", wide=True), Column("Plan"), Column("Amount", numeric=True), Column("Currency"))
    return Table("Adjustments", columns, rows) if rows else None


def _corrections(content: Content) -> Table | None:
    return _carried("Corrections of earlier periods, paid with this one", content["corrections"])


def _carried_on(content: Content) -> Table | None:
    return _carried("Earned in this period, paid with a later one", content["carried_on"])


def _carried(title: str, lines: list[Mapping[str, str]]) -> Table | None:
    columns = (
        Column("Line", wide=True),
        Column("Kind"),
        Column("Earned"),
        Column("Paid"),
        Column("Amount", numeric=True),
        Column("Currency"),
    )
    rows = tuple(
        Row((line["title"], line["kind"], line["earned"], line["paid"], amount_text(line["amount"]), line["currency"]))
        for line in lines
    )
    return Table(title, columns, rows) if rows else None


def _totals(content: Content) -> Table | None:
    """What adds up to the amounts at the head, where there is something to add."""
    is_plain = len(content["plans"]) == 1 and not content["adjustments"] and not content["corrections"]
    if is_plain or not content["totals"]:
        return None
    names = ("results", "adjustments", "corrections", "total")
    columns = (Column("Currency", wide=True), *(Column(name.capitalize(), numeric=True) for name in names))
    rows = (Row((sums["currency"], *(amount_text(sums[name]) for name in names))) for sums in content["totals"])
    return Table("Paid with this period", columns, tuple(rows))


def _changes(content: Content) -> Table | None:
    changes = content["changes"]
    if changes is None:
        return None
    columns = (
        Column("Line", wide=True),
        Column("Old", numeric=True),
        Column("New", numeric=True),
        Column("Difference", numeric=True),
        Column("Currency"),
    )
    rows = [Row(tuple(_change(line, line["title"]))) for line in changes["lines"]]
    rows += [Row(tuple(_change(line, None)), "sum") for line in changes["totals"]]
    return Table(f"Changed since revision {changes['revision']}", columns, tuple(rows))


def _change(line: Mapping[str, Any], title: str | None) -> Iterator[str]:
    yield title or _PARTS.get(line["key"][0], line["key"][-1])
    yield from (amount_text(line[part]) for part in ("old", "new", "difference"))
    yield line["currency"]

"""What a statement that is issued again says of the one before: old, new and difference, line by line."""

from collections.abc import Mapping
from typing import Any

from rules import AmountChange, Money, amount_changes

_Lines = dict[tuple[str, ...], Money]


def changes_since(previous: Mapping[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    """Every line whose amount differs between two contents, and the totals of both by currency."""
    lines = [_shown(change) for change in amount_changes(_lines(previous), _lines(content)) if change.old != change.new]
    totals = amount_changes(_totals(previous), _totals(content))
    return {
        "revision": previous["revision"],
        "lines": [{**line, "title": _titles(previous, content).get(tuple(line["key"]))} for line in lines],
        "totals": [_shown(change) for change in totals],
    }


def _shown(change: AmountChange) -> dict[str, Any]:
    return {
        "key": list(change.key),
        "currency": change.currency,
        "old": change.old,
        "new": change.new,
        "difference": change.difference,
    }


def _lines(content: Mapping[str, Any]) -> _Lines:
    found: _Lines = {}
    for plan in content["plans"]:
        if plan["is_deferred"]:
            continue
        payee = plan["payee"]
        for line in plan["components"] if payee is None else payee["components"]:
            if line["amount"] is not None and line.get("unit") is None:
                currency = plan["currency"] if payee is None else payee["currency"]
                found[plan["key"], line["key"]] = (line["amount"], currency)
    for sums in content["totals"]:
        for part in ("adjustments", "corrections"):
            found[part, sums["currency"]] = (sums[part], sums["currency"])
    return found


def _totals(content: Mapping[str, Any]) -> _Lines:
    return {("total", sums["currency"]): (sums["total"], sums["currency"]) for sums in content["totals"]}


def _titles(*contents: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    lines = ((plan, line) for content in contents for plan in content["plans"] for line in plan["components"])
    return {(plan["key"], line["key"]): line["title"] for plan, line in lines}

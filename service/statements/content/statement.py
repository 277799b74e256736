"""The content of one statement: a head, a part for each plan, what stands beside the results, and the totals."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rules import Money, line_titles, sums_by_currency
from service.figures import GROSS_ONLY
from service.statements.content.changes import changes_since
from service.statements.content.hash import Said, statement_hash
from service.statements.content.plan_part import plan_part
from service.statements.given import Carried, GivenPlan, GivenStatement

StatementContent = Mapping[str, Any]
"""The JSON of a statement; its schema is `StatementAnswer`."""

SCHEMA: Final = "bonus-statement/1"


def statement_content(given: GivenStatement) -> StatementContent:
    """All that a statement says; the same for the same stored documents, whenever it is asked for."""
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "company": given.company,
        "participant": {"id": given.participant, "name": given.name},
        "period": {"calendar": given.calendar, "key": given.period, "start": given.start, "end": given.end},
        "pay_group": given.pay_group,
        "revision": given.revision,
        "booked_at": given.at,
        "plans": [plan_part(plan) for plan in given.plans],
        "adjustments": [
            {
                "reason": line.reason,
                "plan": line.plan,
                "component": line.component,
                "amount": line.amount,
                "currency": line.currency,
            }
            for line in given.adjustments
        ],
        "corrections": [_carried(line, given.plans) for line in given.corrections],
        "carried_on": [_carried(line, given.plans) for line in given.carried_on],
        "notes": [GROSS_ONLY],
    }
    content["totals"] = _totals(content)
    content["changes"] = None if given.previous is None else changes_since(given.previous, content)
    return {**content, "hash": statement_hash(_said(given))}


def _said(given: GivenStatement) -> Said:
    return Said(
        (given.calendar, given.period, given.pay_group),
        tuple((plan.compiled.plan.key, plan.version, plan.result_hash) for plan in given.plans),
        tuple(sorted({plan.compiled.plan.key for plan in given.plans if plan.is_deferred})),
        tuple(line.said for line in given.adjustments),
        tuple(line.said for line in given.corrections),
        tuple(line.said for line in given.carried_on),
    )


def _carried(line: Carried, plans: tuple[GivenPlan, ...]) -> dict[str, str]:
    own = (line_titles(plan.compiled.plan) for plan in plans if plan.compiled.plan.key == line.plan)
    titles: dict[str, str] = next(own, {})
    return {
        "kind": line.kind,
        "plan": line.plan,
        "component": line.component,
        "title": titles.get(line.component, line.component),
        "earned": line.earned,
        "paid": line.paid,
        "amount": line.amount,
        "currency": line.currency,
    }


def _totals(content: StatementContent) -> list[dict[str, str]]:
    parts = {
        "results": list(_results(content)),
        "adjustments": [(line["amount"], line["currency"]) for line in content["adjustments"]],
        "corrections": [(line["amount"], line["currency"]) for line in content["corrections"]],
    }
    return [{"currency": currency, **sums} for currency, sums in sums_by_currency(parts).items()]


def _results(content: StatementContent) -> Iterator[Money]:
    """What every plan pays, in the currency it is paid in; a blocked plan and a deferred one pay nothing yet."""
    for plan in content["plans"]:
        if plan["is_deferred"]:
            continue
        if plan["payee"] is not None:
            yield plan["payee"]["total"], plan["payee"]["currency"]
        elif plan["total"] is not None:
            yield plan["total"], plan["currency"]

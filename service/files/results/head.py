"""What stands above the results of one run."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules import CompiledPlan, accounts_of, line_keys


@dataclass(frozen=True, slots=True)
class ResultsHead:
    """`plan` is `{"key", "version", "hash"}`; `components` names every line a result may carry, in the order of results
    (with `total_floor` if the plan can add that line), and `balances` every account that goes on to the next period,
    because a table needs its columns before its rows; `has_payees` if some people may be paid in other currencies."""

    plan: Mapping[str, object]
    engine: str
    currency: str
    components: tuple[str, ...]
    balances: tuple[str, ...] = ()
    has_payees: bool = False


def head_of(
    compiled: CompiledPlan, engine: str, version: int | None = None, *, has_payees: bool = False
) -> ResultsHead:
    """The head for results of this plan. `version` is None for a plan that no store gave a number."""
    plan = {"key": compiled.plan.key, "version": version, "hash": compiled.hash}
    balances = tuple(account.key for account in accounts_of(compiled.plan))
    return ResultsHead(plan, engine, compiled.plan.currency, line_keys(compiled.plan), balances, has_payees)

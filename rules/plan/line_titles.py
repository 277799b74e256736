"""What the lines and accounts of a result are called, whatever made them."""

from rules.plan.accounts import TOTAL_FLOOR, Account, accounts_of
from rules.plan.plan import Plan


def line_titles(plan: Plan) -> dict[str, str]:
    """A title for the key of every line and every balance that a result of this plan may show."""
    titles = {component.key: component.label for component in plan.components}
    accounts = {account.key: _account_title(plan, account, titles) for account in accounts_of(plan)}
    return titles | {TOTAL_FLOOR: "Raise to the floor of the total"} | accounts


def _account_title(plan: Plan, account: Account, titles: dict[str, str]) -> str:
    """A balance by its own title; what a cap or instalments hold by the line they belong to."""
    if account.kind == "balance":
        return plan.balances[account.key].title or account.key
    if account.kind == "instalments":
        return f"Later instalments of {titles[account.owner]}"
    if account.kind == "reserve":
        return f"Given back by the cap of {titles[account.owner]}"
    return "What the cap of the total gave back"

"""Why a line or a whole result is zero: one reason per cause, with the place it comes from."""

from fractions import Fraction

from rules.engine import ComponentLine, GateLine, Sheet, lines_on
from rules.plan import ClaimPool
from rules.problems import Problem, pointer


def ineligible_reasons(sheet: Sheet, row: int, keys: list[str]) -> list[Problem]:
    """Why the person's time in the plan gives nothing, and one reason per condition that the person does not meet."""
    titles = {condition.key: condition.label for condition in sheet.compiled.plan.eligibility}
    outside = [sheet.outside[row]] if row in sheet.outside else []
    return outside + [
        Problem(f"not_eligible:{key}", pointer("eligibility", key), f"not in the plan: {titles[key]}") for key in keys
    ]


def component_reasons(sheet: Sheet, line: ComponentLine, row: int) -> list[Problem]:
    """Why a component pays nothing, or not what its formula gave; empty where nothing was taken or added."""
    path = pointer("components", line.key)
    if not any(stage[row] for stage in (line.gross, line.gated, line.limited, line.after_total_gates, line.final)):
        if line.exact.at(row) == 0:
            return [Problem("gross_zero", f"{path}/amount", "the formula gives 0")]
        message = "the formula gives less than the smallest unit of the currency, which is rounded to 0"
        return [Problem("rounded_to_zero", f"{path}/amount", message)]
    found: list[Problem] = []
    if line.gated[row] != line.gross[row]:
        found += _closed(sheet, line.key, row, line.exact.at(row))
    if line.prorated[row] != line.gated[row]:
        found.append(Problem("prorated", f"{path}/prorate", "only the time in force counts"))
    if line.limited[row] != line.prorated[row]:
        found += [_limit_reason(line.limited[row] < line.prorated[row], path)]
    if line.before_total[row] != line.limited[row]:
        found.append(_pooled(sheet, line.key))
    if line.after_total_gates[row] != line.before_total[row]:
        before = sum(one.before_total[row] for one in sheet.payable)
        found += _closed(sheet, "total", row, Fraction(before, 10**line.places))
    earned = line.whole or line.final
    if earned[row] != line.after_total_gates[row]:
        found.append(
            Problem("total_capped", "/limits/total_cap", "the total is more than its cap, which every line shares")
        )
    if line.final[row] != earned[row]:
        message = "paid in instalments; the rest follows in later periods"
        found.append(Problem("instalments", f"{path}/instalments", message))
    return found


def zero_reasons(sheet: Sheet, row: int) -> list[Problem]:
    """Why a total is zero: the reasons of every line that pays nothing, and what acts on the sum."""
    found: list[Problem] = []
    for line in sheet.payable:
        if line.final[row] == 0:
            found += component_reasons(sheet, line, row)
    if sheet.raised[row]:
        found.append(
            Problem(
                "raised_to_floor",
                "/limits/total_floor",
                "the lines add up to less than the floor of the total",
            )
        )
    if not sheet.components:
        found.append(Problem("nothing_payable", "/components", "the plan has no component, so nothing is paid"))
    for account in sheet.accounts.values():
        if account.kind == "balance" and account.pay[row] < 0:
            message = "a balance takes from what was earned"
            found.append(Problem(f"balance:{account.key}", pointer("balances", account.key), message))
    if sheet.components and not sheet.payable:
        found.append(Problem("awards_only", "/components", "the plan pays awards that are no money, so the total is 0"))
    if not found:
        found.append(Problem("adds_up_to_zero", "/total", "the lines add up to 0"))
    return list({(reason.code, reason.path): reason for reason in found}.values())


def _pooled(sheet: Sheet, claim: str) -> Problem:
    pools = sheet.compiled.plan.pools.items()
    key = next(key for key, pool in pools if isinstance(pool, ClaimPool) and pool.claims == claim)
    if key in sheet.compiled.paid_pools:
        return Problem("paid_by_pool", pointer("pools", key), "this line is a claim, and another line pays its share")
    message = "the claims of all people are more than the fund, which is shared in proportion; the rest is withheld"
    return Problem("pool_scaled", pointer("pools", key), message)


def _closed(sheet: Sheet, scope: str, row: int, amount: Fraction | None) -> list[Problem]:
    """The closed gates that changed an amount: factors other than 1, and caps below what the factors leave of it."""
    titles = {gate.key: gate.label for gate in sheet.compiled.plan.gates}
    closed = [line for line in lines_on(sheet, scope) if line.passed.at(row) is False]
    factors = [factor for line in closed if line.factor is not None and (factor := line.factor.at(row)) is not None]
    left = None if amount is None else amount * min(factors, default=Fraction(1))
    return [
        Problem(f"gate_closed:{line.key}", pointer("gates", line.key), f"gate not passed: {titles[line.key]}")
        for line in closed
        if _acts(line, row, left)
    ]


def _acts(line: GateLine, row: int, left: Fraction | None) -> bool:
    if line.cap is None:
        return line.factor is not None and line.factor.at(row) != 1
    cap = line.cap.at(row)
    return cap is not None and left is not None and cap < left


def _limit_reason(is_cap: bool, path: str) -> Problem:
    if is_cap:
        return Problem("capped", f"{path}/cap", "more than the cap of this line; the rest is withheld")
    return Problem("raised_to_floor", f"{path}/floor", "less than the floor of this line, which is paid instead")

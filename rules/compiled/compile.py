"""From a plan document to a plan ready to compute, or to every reason why it cannot be computed."""

from rules.compiled.constants import check_constants
from rules.compiled.curves import compile_bounds, compile_curve
from rules.compiled.factspecs import fact_specs
from rules.compiled.fit import check_fit
from rules.compiled.formulas import check_formulas
from rules.compiled.fractions_bound import check_fractions
from rules.compiled.order import dependencies, evaluation_order
from rules.compiled.over_time import check_over_time
from rules.compiled.program import CompiledPlan
from rules.compiled.scopes import has_index
from rules.compiled.separate import check_separate
from rules.compiled.size_limit import check_parts, check_size
from rules.compiled.tables import compile_table
from rules.compiled.together import check_reserves, check_together
from rules.plan import Plan, find_unsupported, parse_plan
from rules.problems import PlanRefused, Problem


def compile_plan(plan: Plan | object) -> CompiledPlan:
    """A plan (or its document) ready to compute; raises PlanRefused with every problem found."""
    parsed = plan if isinstance(plan, Plan) else parse_plan(plan)
    compiled, problems = try_compile(parsed)
    if compiled is None:
        raise PlanRefused(problems)
    return compiled


def try_compile(plan: Plan) -> tuple[CompiledPlan | None, list[Problem]]:
    """The compiled plan and no problems, or None and all of them."""
    problems = [*find_unsupported(plan), *check_parts(plan)]
    if any(problem.code == "plan.too_large" for problem in problems):
        return None, problems
    facts = fact_specs(plan)
    formulas, found = check_formulas(plan, facts)
    problems += [
        *found,
        *check_fit(plan, facts, formulas),
        *check_together(plan, formulas),
        *check_over_time(plan),
        *check_separate(plan, formulas),
        *check_constants(plan, formulas),
        *check_fractions(plan),
    ]
    if problems:
        return None, problems
    order, cycles = evaluation_order(plan, formulas)
    if cycles:
        return None, list(cycles)
    reserves = list(check_reserves(plan, order, dependencies(plan, formulas)))
    if reserves:
        return None, reserves
    work, oversized = check_size(formulas, order, plan)
    if oversized:
        return None, oversized
    compiled = CompiledPlan(
        plan=plan,
        formulas=formulas,
        order=order,
        facts=facts,
        tables={key: compile_table(table) for key, table in plan.tables.items()},
        curves={kpi.key: (compile_curve(kpi), compile_bounds(kpi)) for kpi in plan.kpis if has_index(plan, kpi.key)},
        work=work,
    )
    return compiled, []

"""Structure of a plan that types alone cannot state: each check takes a plan and yields its problems.

They look only at what the document says; names inside formulas are read when the plan is compiled.
"""

from collections.abc import Callable, Iterator

from rules.plan.checks.amounts import check_amounts
from rules.plan.checks.bands import check_bands
from rules.plan.checks.curves import check_curves
from rules.plan.checks.examples import check_examples
from rules.plan.checks.facts import check_facts
from rules.plan.checks.inputs import check_inputs
from rules.plan.checks.keys import check_keys
from rules.plan.checks.levels import check_levels
from rules.plan.checks.names import check_names
from rules.plan.checks.references import check_references
from rules.plan.checks.rows import check_tables
from rules.plan.checks.weights import check_weights
from rules.plan.plan import Plan
from rules.problems import Problem

Check = Callable[[Plan], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    check_keys,
    check_names,
    check_inputs,
    check_facts,
    check_weights,
    check_levels,
    check_curves,
    check_bands,
    check_tables,
    check_references,
    check_amounts,
    check_examples,
)


def structural_problems(plan: Plan) -> list[Problem]:
    """All findings of all checks."""
    return [problem for check in CHECKS for problem in check(plan)]

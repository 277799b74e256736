"""Keys that must be unique in their list, and that there is something to compute at all."""

from collections.abc import Iterator, Sequence

from rules.plan.plan import Plan
from rules.problems import Problem, pointer


def check_keys(plan: Plan) -> Iterator[Problem]:
    """No key twice among KPIs, components, gates, eligibility, or names of examples."""
    if not (plan.kpis or plan.values or plan.components):
        yield Problem("plan.empty", "", "A plan needs at least one KPI, named value or component; add one.")
    yield from _repeated("kpis", "key", [kpi.key for kpi in plan.kpis])
    yield from _repeated("components", "key", [component.key for component in plan.components])
    yield from _repeated("gates", "key", [gate.key for gate in plan.gates])
    yield from _repeated("eligibility", "key", [condition.key for condition in plan.eligibility])
    yield from _repeated("examples", "name", [example.name for example in plan.examples])
    if len(set(plan.personal)) < len(plan.personal):
        yield Problem("plan.duplicate_entry", "/personal", "An entry stands twice in this list; keep one.")


def _repeated(section: str, field: str, keys: Sequence[str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, key in enumerate(keys):
        if key in first:
            yield Problem(
                "plan.duplicate_key",
                pointer(section, index, field),
                f'"{key}" is already the {field} of {pointer(section, first[key])}; choose another.',
            )
        first.setdefault(key, index)

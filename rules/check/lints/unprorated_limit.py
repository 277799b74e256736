"""Half a month's amount under a whole month's cap: the limits of a prorated line are as they stand."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.plan import cap_formula, constant
from rules.problems import Problem, pointer


def unprorated_limit(subject: Subject) -> Iterator[Problem]:
    """Prorated components with a cap or floor, other than 0, that does not read `proration`."""
    compiled = subject.compiled
    if compiled is None:
        return
    for index, component in enumerate(subject.plan.components):
        limits = {"cap": cap_formula(component.cap), "floor": component.floor}
        for name, text in limits.items():
            if not component.prorate or text is None or constant(text) == 0:
                continue
            if "proration" not in compiled.formulas[f"/components/{component.key}/{name}"].uses:
                message = (
                    f'"{component.label}" is prorated and its {name} is not; write `* proration` in the {name} if it '
                    "means a whole period."
                )
                path = pointer("components", index, name)
                yield Problem("lint.unprorated_limit", path, message, numbers={name: text})

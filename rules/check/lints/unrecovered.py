"""What people owe and never pay back: most likely `take` was forgotten, or it is a guarantee and no debt."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.plan import constant
from rules.problems import Problem, pointer


def unrecovered(subject: Subject) -> Iterator[Problem]:
    """Balances owed by the person of which nothing is ever taken."""
    for key, balance in subject.plan.balances.items():
        if balance.sign == "owed_by_person" and constant(balance.take) == 0:
            message = (
                f'"{balance.title or key}" is owed by the person and nothing is ever taken from it; write "take", or '
                "pay a guarantee as a component, which nobody owes."
            )
            yield Problem("lint.unrecovered", pointer("balances", key), message, numbers={"take": "0"})

"""Inputs that everybody must give and nothing uses."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.problems import Problem, pointer


def unread_input(subject: Subject) -> Iterator[Problem]:
    """Declared inputs that no formula reads."""
    if subject.compiled is None:
        return
    for key, declared in subject.plan.inputs.items():
        if key not in subject.names_read:
            required = "" if declared.default is not None else " and blocks whoever does not have it"
            message = f'No formula reads the input "{key}", so it changes nothing{required}; read it, or leave it out.'
            numbers = {"formulas": str(len(subject.compiled.formulas))}
            yield Problem("lint.unread_input", pointer("inputs", key), message, numbers=numbers)

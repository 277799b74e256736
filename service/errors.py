"""What the shell itself can refuse, without a word of HTTP in it.

    ServiceError
    ├── KeyRefused     no key, or one that is not accepted
    ├── NotFound       what was asked for does not exist here
    └── RequestRefused a request that cannot be read or is over a limit

Errors of a plan or a call are `RulesError`s and come from `rules`.
"""

from collections.abc import Iterable

from rules import Problem


class ServiceError(Exception):
    """A refusal with one or more problems; the first one gives the answer its code."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems[0].code)


class KeyRefused(ServiceError):
    """The caller did not show an accepted key."""


class NotFound(ServiceError):
    """The thing that was asked for does not exist here."""


class RequestRefused(ServiceError):
    """The request is outside what this operation accepts."""

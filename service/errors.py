"""What the shell itself can refuse, without a word of HTTP in it.

    ServiceError
    ├── KeyRefused     no key, or one that is not accepted
    ├── NotAllowed     the caller may not do this
    ├── NotFound       what was asked for does not exist here, or not for this caller
    ├── Conflict       it does not fit what is there now
    ├── Gone           it was here, and was erased
    ├── RequestRefused a request that cannot be read or is over a limit
    ├── StoreBusy      the database is busy or away for the moment
    └── StoreRefused   the database cannot be used as it is

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


class NotAllowed(ServiceError):
    """The caller is known and may not do this."""


class NotFound(ServiceError):
    """The thing that was asked for does not exist here."""


class Gone(ServiceError):
    """What was asked for was erased; its address stays."""


class RequestRefused(ServiceError):
    """The request is outside what this operation accepts."""


class Conflict(ServiceError):
    """The request is right in itself and does not fit what is stored now."""


class StoreBusy(ServiceError):
    """The database was locked by others again and again, or cannot be reached; the caller may try later."""


class StoreRefused(ServiceError):
    """What the settings name cannot be this service's store, or not before somebody mends it."""

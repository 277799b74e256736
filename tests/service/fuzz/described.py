"""The API under calls that are made from its own description, valid and invalid ones."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.engine import events, from_schema
from schemathesis.generation.meta import CoveragePhaseData
from schemathesis.schemas import BaseSchema

# Lines of JSON are sent as the text that they are.
schemathesis.serializer.alias("application/x-ndjson", "text/plain")

Description = dict[str, Any]
EXAMPLES: Final = int(os.environ.get("FUZZ_EXAMPLES", "4"))
"""Calls made up per operation, beside the systematic ones; `make fuzz` asks for many more."""
WHOLE: Final = "FUZZ_WHOLE" in os.environ
"""Whether the largest bodies are made up in every part, too: tens of thousands of calls for each operation."""
ALIKE_MAX: Final = 5
ONE_OF: Final = 20
"""Without `WHOLE`: of systematic calls that try the same thing in the same part of the request, such as a wrong type in
the body, so many are made and then one of so many."""

# Operations that answer 200 for content that is not valid, because saying so is what they are for.
_SAY_WHAT_IS_WRONG: Final = ("calculate_bonuses", "check_plan", "check_formula", "put_participants", "check_kpi")
# Their addresses have the form of another operation's, which takes the other methods.
_BESIDE_OTHERS: Final = ("put_participants", "check_kpi")
_LARGE: Final = frozenset({"calculate_bonuses"})
_CHECKS: Final[dict[str, object]] = {
    # A document may have the right shape and still be refused for what it says.
    "positive_data_acceptance": {"enabled": False},
    # What breaks a promise of the description may also be too long for a call.
    "negative_data_rejection": {
        "expected-statuses": ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "428", "429", "5xx"]
    },
    # It asks every address with OPTIONS, which no address here takes.
    "allow_header_conformance": {"enabled": False},
}


def described(document: Description, app: FastAPI, key: str, path: str | None = None) -> BaseSchema:
    """What `document` says of one path of `app`, ready to make calls from it with this key, the same every time.

    Without a path: of all, for calls that follow from each other's answers.
    """
    is_stateful = path is None
    paths = document["paths"] if path is None else {path: document["paths"][path]}
    schemas = document["components"]["schemas"]
    if not WHOLE:
        schemas = {**schemas, "Plan": {"type": "object"}}
    described = {**document, "paths": paths, "components": {**document["components"], "schemas": schemas}}
    phases = {name: {"enabled": not is_stateful} for name in ("examples", "coverage", "fuzzing")}
    settings: dict[str, Any] = {
        "seed": 1,
        "headers": {"Authorization": f"Bearer {key}"},
        "generation": {"max-examples": EXAMPLES, "deterministic": True, "database": "none"},
        "checks": _CHECKS,
        "phases": {**phases, "stateful": {"enabled": is_stateful}},
        "operations": [*map(_says_what_is_wrong, _SAY_WHAT_IS_WRONG)],
    }
    schema = schemathesis.openapi.from_dict(described, config=SchemathesisConfig.from_dict(settings))
    schema.app = app
    if not WHOLE:
        _sample(schema)
    return schema


def _sample(schema: BaseSchema) -> None:
    """Bodies with many fields have a thousand systematic calls that differ in the field only."""
    made: Counter[object] = Counter()

    @schema.hook
    def filter_case(_context: schemathesis.HookContext, case: schemathesis.Case[Any]) -> bool:
        tried = None if case.meta is None else case.meta.phase.data
        if not isinstance(tried, CoveragePhaseData):
            return True
        kind = (case.operation.label, tried.scenario, tried.parameter_location)
        made[kind] += 1
        return made[kind] <= ALIKE_MAX or made[kind] % ONE_OF == 0


def _says_what_is_wrong(operation: str) -> dict[str, Any]:
    without_coverage = {} if WHOLE or operation not in _LARGE else {"phases": {"coverage": {"enabled": False}}}
    checks: dict[str, Any] = {"checks": {"negative_data_rejection": {"enabled": False}}}
    if operation in _BESIDE_OTHERS:
        checks["checks"]["unsupported_method"] = {"enabled": False}
    return {"include-operation-id": operation, **checks, **without_coverage}


def findings(schema: BaseSchema) -> list[str]:
    """Every promise of the description that was broken, with the call that shows it."""
    return list(dict.fromkeys(_findings(schema)))


def calls_made(schema: BaseSchema) -> int:
    """How many calls a run makes."""
    finished = (event for event in from_schema(schema).execute() if isinstance(event, events.ScenarioFinished))
    return sum(len(event.recorder.cases) for event in finished)


def _findings(schema: BaseSchema) -> Iterator[str]:
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError):
            yield f"{event.label}: {event.value!r}"
        elif isinstance(event, events.FatalError):
            yield f"the run ended: {event.exception!r}"
        elif isinstance(event, events.ScenarioFinished):
            for checks in event.recorder.checks.values():
                for check in checks:
                    if check.failure_info is not None:
                        yield _told(event.recorder.label, check.failure_info.failure, check.failure_info.code_sample)


def _told(label: str | None, failure: Failure, sample: str) -> str:
    return f"{label}: {failure.title}: {failure.message}\n    {sample}"

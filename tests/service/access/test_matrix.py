"""Every operation, called by every role and without a key, about oneself, somebody else and somebody erased."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi.routing import iter_route_contexts

from service.access.allowed import Allowed
from service.access.scopes import ANYBODY, ROLES, SCOPES, Reach, reach_of
from service.main import create_app
from service.openapi import openapi_document
from service.settings import Settings
from tests.kept_logging import keep_logging
from tests.service.access.matrix_cast import Cast, Somebody, Stage, prepare
from tests.service.access.matrix_rows import ROWS
from tests.service.access.matrix_subjects import make_subjects

OPEN: Final = {"/healthz", "/readyz", "/docs", "/docs/assets", "/openapi.json"}
PRINCIPAL, PARTICIPANT = "/v1/principals/{id}", "{external_id}"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the app; those that stand in no description are named by their address."""

    name: str
    method: str
    path: str
    scopes: tuple[str, ...]

    @property
    def about(self) -> str:
        """Whom the address names: a principal, a participant or nobody."""
        if self.path.startswith(PRINCIPAL):
            return "principal"
        return "participant" if PARTICIPANT in self.path else "nobody"


Status = Callable[[Operation, Somebody, str | None], tuple[int, str | None]]
"""A call of an operation about somebody with a key: the status and, of a refusal, its code."""


def scopes_in(dependant: Any) -> Iterator[str]:
    """The scopes that a route declares, with those of what it depends on."""
    for part in dependant.dependencies:
        if isinstance(part.call, Allowed):
            yield part.call.scope
        yield from scopes_in(part)


@cache
def operations() -> dict[str, Operation]:
    """Every operation that needs a key, by name."""
    found = [
        Operation(route.operation_id or path, method, path, tuple(scopes_in(route.dependant)))
        for route in iter_route_contexts(create_app(Settings()).routes)
        if (path := route.path or "") not in OPEN
        for method in sorted(route.methods or ())
    ]
    return {operation.name: operation for operation in found}


@cache
def examples() -> dict[str, Any]:
    """The first example body of each operation that takes one."""
    found = {}
    for methods in openapi_document(create_app(Settings()))["paths"].values():
        for described in methods.values():
            content = described.get("requestBody", {}).get("content", {})
            shown = content.get("application/json", {}).get("examples", {})
            if shown:
                found[described["operationId"]] = next(iter(shown.values()))["value"]
    return found


@dataclass(frozen=True, slots=True)
class Prepared:
    """The store before anything is called: the file, who calls, and what they call about."""

    path: Path
    cast: Cast
    subjects: Mapping[str, str]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Filled once."""
    path = tmp_path_factory.mktemp("matrix") / "prepared.sqlite"
    cast = prepare(path)
    stage = Stage(path, path)
    subjects = make_subjects(stage.client, cast)
    stage.close()
    return Prepared(path, cast, subjects)


@pytest.fixture(scope="module")
def stage(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The app of all calls."""
    with pytest.MonkeyPatch.context() as patch:
        keep_logging(patch)
        stage = Stage(prepared.path, tmp_path_factory.mktemp("stage") / "bonus.sqlite")
        yield stage
        stage.close()


@pytest.fixture(scope="module")
def cast(prepared: Prepared) -> Cast:
    """Who calls."""
    return prepared.cast


@pytest.fixture(scope="module")
def status(stage: Stage, prepared: Prepared) -> Status:
    """Makes one call and says what was answered, with the code of a refusal."""

    def made(part: Any) -> Any:
        """What a row says, with the values that were made."""
        if isinstance(part, Mapping):
            return {name: made(value) for name, value in part.items()}
        return prepared.subjects.get(part, part) if isinstance(part, str) else part

    def called(operation: Operation, whom: Somebody, key: str | None) -> tuple[int, str | None]:
        row = ROWS[operation.name]
        body = examples().get(operation.name) if row.body is None else made(row.body)
        answer = stage.client.request(
            operation.method,
            address(operation, made(row.path), whom),
            params=made(row.query),
            **({"content": body} if isinstance(body, str) else {"json": body}),
            headers={**made(row.headers), **({} if key is None else {"Authorization": f"Bearer {key}"})},
        )
        if operation.method != "GET" and answer.is_success:
            stage.put_back()
        return answer.status_code, answer.json()["code"] if answer.is_error else None

    return called


def address(operation: Operation, path: Mapping[str, str], whom: Somebody) -> str:
    """The address with the ids of somebody."""
    ids = {"external_id": whom.participant, "key_id": whom.key_id, **path}
    if operation.about == "principal":
        ids["id"] = whom.principal
    return operation.path.format(**ids)


def subjects(operation: Operation, cast: Cast, role: str) -> dict[str, Somebody]:
    """Whom a caller asks about."""
    if operation.about == "nobody":
        return {"own": cast.callers[role]}
    found = {"own": cast.callers[role], "foreign": cast.somebody, "erased": cast.erased}
    if operation.about == "participant" and role == "manager":
        found["team"] = cast.callers["participant"]
    return found


def expected(operation: Operation, role: str, which: str) -> int:
    """What somebody who may call the operation gets."""
    row = ROWS[operation.name]
    if operation.about == "participant":
        reach = reach_of([role], operation.scopes[0])
        if which == "foreign" and reach is not Reach.EVERYBODY:
            return 404
    return {"own": row.own, "team": row.own, "foreign": row.foreign, "erased": row.erased}[which]


def test_the_table_is_complete() -> None:
    missing, gone = operations().keys() - ROWS.keys(), ROWS.keys() - operations().keys()
    assert not missing, "add a line to tests/service/access/matrix_rows.py for each of these"
    assert not gone, "these operations do not exist any more"


@pytest.mark.parametrize("name", sorted(operations()))
def test_every_operation_declares_one_scope(name: str) -> None:
    assert len(operations()[name].scopes) == 1
    assert set(operations()[name].scopes) <= SCOPES.keys()


@pytest.mark.parametrize("name", sorted(operations()))
def test_without_a_key_nobody_is_told_anything(status: Status, cast: Cast, name: str) -> None:
    operation = operations()[name]
    for which, whom in subjects(operation, cast, "participant").items():
        assert status(operation, whom, None) == (401, "key.missing"), which
        assert status(operation, whom, cast.erased.key) == (401, "key.refused"), which


@pytest.mark.parametrize("name", sorted(operations()))
def test_a_role_is_let_through_exactly_with_its_scopes(status: Status, cast: Cast, name: str) -> None:
    operation = operations()[name]
    [scope] = operation.scopes
    wrong = []
    for role in ROLES:
        may = scope == ANYBODY or scope in ROLES[role]
        for which, whom in subjects(operation, cast, role).items():
            found = status(operation, whom, cast.callers[role].key)
            fits = found[0] == expected(operation, role, which) if may else found == (403, "key.scope_missing")
            if not fits:
                wrong.append((role, which, *found))
    assert wrong == []


@pytest.mark.parametrize("name", sorted(operations()))
def test_a_foreign_id_and_an_unknown_one_are_told_apart_by_nobody(status: Status, cast: Cast, name: str) -> None:
    operation = operations()[name]
    if operation.about != "participant":
        return
    unknown = Somebody("0", "0", "", "E-nobody at all")
    for role in ("manager", "participant"):
        key = cast.callers[role].key
        assert status(operation, cast.somebody, key) == status(operation, unknown, key)


def test_it_finds_an_operation_that_everybody_may_call(
    status: Status, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:

    # A coroutine like the one it replaces: the framework remembers for good which of the two a dependency is.
    async def everybody(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr("service.access.allowed.Allowed.__call__", everybody)
    operation = operations()["list_principals"]
    assert status(operation, cast.somebody, cast.callers["participant"].key)[0] != 403

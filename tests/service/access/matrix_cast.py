"""The cast of the matrix: a caller for each role, and whom they ask about.

Everybody who can be a participant is one: the person of each role `E-<role>`, somebody else `E-somebody`, and somebody
whose name was erased. The person with the role participant is in the team of the one with the role manager.
"""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.access.add_principal import add_key, add_principal, give_first_roles
from service.access.bootstrap import end_bootstrap
from service.access.operators import operator_actor
from service.access.scopes import PERSON_ROLES, ROLES
from service.main import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.migrate import upgrade
from service.store.tables import ApiKeyEnd, Attribute, Participant, Person, PrincipalParticipant
from service.two_person import set_policy
from service.work import Actor, Work, carry_out

LONG_AGO = date(2020, 1, 1).isoformat()


@dataclass(frozen=True, slots=True)
class Somebody:
    """A principal with its key, and the participant that it is."""

    principal: str
    key_id: str
    key: str
    participant: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who asks, and about whom."""

    callers: dict[str, Somebody]
    somebody: Somebody
    erased: Somebody


def _add(work: Work, name: str, roles: list[str]) -> tuple[Somebody, int]:
    """A principal with a key, and the number of the participant that it is, if it is a person."""
    is_person = not roles or set(roles) <= PERSON_ROLES | {"analyst", "payroll"}
    principal = add_principal(work, "person" if is_person else "system", name)
    give_first_roles(work, principal, roles)
    key_id, key = add_key(work, principal)
    participant = Participant(created_at=work.now)
    work.add(participant)
    assert participant.id is not None
    work.add(Person(participant_id=participant.id, external_id=f"E-{name}", secret=name))
    if is_person:
        work.add(PrincipalParticipant(principal_id=principal, participant_id=participant.id))
    work.changed("participant.created", f"participant/{participant.id}")
    return Somebody(str(principal), str(key_id), key, f"E-{name}"), participant.id


def _erase(work: Work, one: Somebody) -> None:
    connection = work.session.connection()
    for table in ("principal_name", "principal_participant"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE principal_id = {one.principal}")
    work.add(ApiKeyEnd(key_id=int(one.key_id), reason="revoked", ended_at=work.now, by_id=int(one.principal)))
    connection.exec_driver_sql(f"DELETE FROM person WHERE external_id = '{one.participant}'")
    work.changed("principal.erased", f"principal/{one.principal}")


def _fill(work: Work) -> Cast:
    set_policy(work, "two_person")
    give_first_roles(work, add_principal(work, "system", "env"), ["integration"])
    added = {role: _add(work, role, [role]) for role in ROLES}
    somebody, _ = _add(work, "somebody", [])
    erased, _ = _add(work, "erased", [])
    _erase(work, erased)
    work.add(
        Attribute(
            participant_id=added["participant"][1],
            key="manager",
            kind="participant",
            ref_id=added["manager"][1],
            valid_from=LONG_AGO,
            at=work.now,
        )
    )
    return Cast({role: one for role, (one, _) in added.items()}, somebody, erased)


def prepare(path: Path) -> Cast:
    """A started store in a new file, after the bootstrap."""
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    cast = carry_out(database, operator_actor(database, "tester"), _fill)
    carry_out(database, Actor(int(cast.callers["approver"].principal)), end_bootstrap)
    database.close()
    return cast


class Stage:
    """An app on a copy of the prepared store, which is put back after every call that may have changed it."""

    def __init__(self, template: Path, copy: Path) -> None:
        self._template = template
        self._copy = copy
        if template != copy:
            shutil.copyfile(template, copy)
        self.app: FastAPI = create_app(
            Settings(
                database_url=SecretStr(f"sqlite:///{copy}"),
                rate_limit_per_minute=0,
                rate_limit_failed_keys_per_minute=0,
            )
        )
        self.client = TestClient(self.app)

    def put_back(self) -> None:
        """The store as it was prepared."""
        self.app.state.database.close()
        shutil.copyfile(self._template, self._copy)

    def close(self) -> None:
        """Let go of the file."""
        self.app.state.database.close()

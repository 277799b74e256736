"""What one person asks for takes effect when another person agrees to exactly that; the database knows it too."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from service.access.add_principal import add_principal
from service.access.operators import operator_actor
from service.errors import Conflict, NotAllowed, NotFound, ServiceError
from service.store.database import Database
from service.store.tables import PrincipalName
from service.store.transactions import in_read_transaction
from service.two_person import ask, decide, list_requests
from service.work import Actor, Work, carry_out

HASH, OTHER = "a" * 64, "b" * 64


def named(database: Database, name: str) -> Actor:
    """A principal of the test store."""
    number = in_read_transaction(
        database,
        lambda session: session.exec(select(PrincipalName.principal_id).where(col(PrincipalName.name) == name)).one(),
    )
    return Actor(number)


@pytest.fixture
def asked(database: Database) -> int:
    """A request of the author."""
    return carry_out(database, named(database, "the author"), lambda work: ask(work, "plan_version", "plan/x/1", HASH))


def test_another_person_approves(database: Database, asked: int) -> None:
    approver = named(database, "approver")
    decision = carry_out(database, approver, lambda work: decide(work, asked, HASH, "approved"))
    assert (decision.request_id, decision.verdict) == (asked, "approved")
    found = carry_out(database, approver, lambda work: [r.id for r, _ in list_requests(work, "approved", 0, 10)])
    assert found == [asked]


def code_of(database: Database, actor: Actor, request: int, content: str) -> tuple[type[ServiceError], str]:
    """How a decision is refused."""
    with pytest.raises(ServiceError) as refused:
        carry_out(database, actor, lambda work: decide(work, request, content, "approved"))
    return type(refused.value), refused.value.problems[0].code


def test_refusals(database: Database, asked: int) -> None:
    author, approver = named(database, "the author"), named(database, "approver")
    assert code_of(database, author, asked, HASH) == (Conflict, "approval.own_request")
    assert code_of(database, approver, asked, OTHER) == (Conflict, "approval.content_changed")
    assert code_of(database, approver, asked + 1, HASH) == (NotFound, "approval.not_found")
    assert code_of(database, named(database, "the integration"), asked, HASH) == (NotAllowed, "approval.person_needed")
    carry_out(database, approver, lambda work: decide(work, asked, HASH, "refused", "no budget"))
    assert code_of(database, approver, asked, HASH) == (Conflict, "approval.decided")


def test_systems_and_operators_do_not_ask(database: Database) -> None:
    for actor in (named(database, "the integration"), operator_actor(database, "root")):
        with pytest.raises(NotAllowed):
            carry_out(database, actor, lambda work: ask(work, "plan_version", "plan/x/1", HASH))


def test_a_name_is_taken_once(database: Database) -> None:
    def twice(work: Work) -> None:
        add_principal(work, "person", "one")
        add_principal(work, "person", "one")

    with pytest.raises(IntegrityError):
        carry_out(database, operator_actor(database, "tester"), twice)

"""One Idempotency-Key, one effect: replayed, refused for another body, unused after a failure, raced for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import col, func, select

from service.access.operators import operator_actor
from service.errors import RequestRefused
from service.store.database import Database
from service.store.tables import AuditCover, Principal, RequestClaim
from service.store.transactions import in_read_transaction
from service.work import Actor, Claim, Claimed, Work, carry_out, claimed

CLAIM = Claim("add_person", "the key of a caller", "a" * 64)


@pytest.fixture
def actor(database: Database) -> Actor:
    """Somebody who does things."""
    return operator_actor(database, "tester")


def add_person(work: Work) -> str:
    """A use case that makes something."""
    principal = Principal(kind="person", created_at=work.now)
    work.add(principal)
    work.changed("principal.created", f"principal/{principal.id}")
    return str(principal.id)


def once(database: Database, actor: Actor, claim: Claim = CLAIM) -> Claimed:
    """The use case under a key."""
    return carry_out(database, actor, lambda work: claimed(work, claim, add_person))


def counted(database: Database) -> tuple[int, int]:
    """How many principals there are, and how many claims."""

    def count(table: type[Principal | RequestClaim]) -> int:
        query = select(func.count()).select_from(table)
        return in_read_transaction(database, lambda session: session.exec(query).one())

    return count(Principal), count(RequestClaim)


def test_the_same_again_has_no_second_effect(database: Database, actor: Actor) -> None:
    first = once(database, actor)
    before = counted(database)
    again = once(database, actor)
    assert (first.replayed, again.replayed) == (False, True)
    assert again.resource == first.resource
    assert counted(database) == before


def test_another_body_is_refused(database: Database, actor: Actor) -> None:
    once(database, actor)
    with pytest.raises(RequestRefused, match=r"idempotency\.other_body"):
        once(database, actor, Claim(CLAIM.operation, CLAIM.key, "b" * 64))


def test_keys_belong_to_an_operation_and_a_principal(database: Database, actor: Actor) -> None:
    first = once(database, actor)
    other = once(database, actor, Claim("add_another", CLAIM.key, "b" * 64))
    stranger = once(database, operator_actor(database, "somebody else"), Claim("add_person", CLAIM.key, "b" * 64))
    assert len({first.resource, other.resource, stranger.resource}) == 3


def test_a_failure_leaves_the_key_unused(database: Database, actor: Actor) -> None:
    before = counted(database)

    def fails(work: Work) -> str:
        add_person(work)
        raise LookupError("on the way")

    with pytest.raises(LookupError):
        carry_out(database, actor, lambda work: claimed(work, CLAIM, fails))
    assert counted(database) == before
    assert not once(database, actor, Claim(CLAIM.operation, CLAIM.key, "b" * 64)).replayed


def test_two_at_once_make_one_thing(database: Database, actor: Actor) -> None:
    rounds, together = 10, 2
    before = counted(database)

    def race(number: int, start: Barrier) -> Claimed:
        start.wait()
        return once(database, actor, Claim("race", f"round {number}", "a" * 64))

    with ThreadPoolExecutor(together) as pool:
        for number in range(rounds):
            start = Barrier(together)
            made = [each.result() for each in [pool.submit(race, number, start) for _ in range(together)]]
            assert sorted(each.replayed for each in made) == [False, True]
            assert len({each.resource for each in made}) == 1
    assert counted(database) == (before[0] + rounds, before[1] + rounds)


def test_a_claim_is_covered_by_the_audit(database: Database, actor: Actor) -> None:
    once(database, actor)
    query = select(AuditCover.row_keys).where(col(AuditCover.table_name) == "request_claim")
    [keys] = in_read_transaction(database, lambda session: list(session.exec(query)))
    assert keys == f"{actor.principal_id}/add_person/the%20key%20of%20a%20caller"

"""A job is in one pair of hands at a time, and never lost with them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

from service.jobs.repository import (
    LEASE,
    Lease,
    add_job,
    finish_job,
    give_back,
    renew_lease,
    stop_job,
    take_job,
    wake_job,
)
from service.store.database import Database
from service.work import Actor, Work, carry_out

ACTOR = Actor(1)
Result = TypeVar("Result")


def at(database: Database, use_case: Callable[[Work], Result], later: timedelta = timedelta(0)) -> Result:
    """One piece of work that takes place so much later."""

    def once(work: Work) -> Result:
        work.now += later
        return use_case(work)

    return carry_out(database, ACTOR, once)


def added(database: Database, *subjects: int) -> None:
    for subject in subjects:
        at(database, lambda work, each=subject: add_job(work, "run", each))  # type: ignore[misc]


def taken(database: Database, holder: str, later: timedelta = timedelta(0)) -> Lease | None:
    return at(database, lambda work: take_job(work, "run", holder), later)


def lease(database: Database, holder: str, later: timedelta = timedelta(0)) -> Lease:
    found = taken(database, holder, later)
    assert found is not None
    return found


def test_the_oldest_comes_first_and_to_one_only(database: Database) -> None:
    added(database, 7, 8)
    assert lease(database, "one").subject_id == 7
    assert lease(database, "two").subject_id == 8
    assert taken(database, "three") is None
    assert lease(database, "one").subject_id == 7


def test_what_is_held_is_finished_before_another_is_begun(database: Database) -> None:
    added(database, 7, 8)
    first = lease(database, "one")
    at(database, lambda work: give_back(work, first))
    other = lease(database, "two")
    assert (other.subject_id, other.attempt) == (7, 2)
    assert lease(database, "one").subject_id == 8
    at(database, lambda work: give_back(work, other))
    assert lease(database, "one").subject_id == 8


def test_a_lease_that_ran_out_is_taken_and_the_first_holder_is_told(database: Database) -> None:
    added(database, 7)
    first = lease(database, "one")
    assert taken(database, "two", LEASE - timedelta(seconds=5)) is None
    second = lease(database, "two", LEASE + timedelta(seconds=5))
    assert (second.subject_id, second.attempt) == (7, 2)
    for attempt in (renew_lease, give_back, finish_job):
        assert not at(database, lambda work, each=attempt: each(work, first))  # type: ignore[misc]
    assert at(database, lambda work: renew_lease(work, second), LEASE)
    assert taken(database, "one", 2 * LEASE - timedelta(seconds=5)) is None


def test_who_comes_forward_begins_anew(database: Database) -> None:
    added(database, 7)
    first = lease(database, "one")
    at(database, lambda work: give_back(work, first))
    second = lease(database, "one")
    assert at(database, lambda work: renew_lease(work, second, came_forward=True))
    assert (second.attempt, lease(database, "one").attempt) == (2, 1)


def test_what_is_over_is_not_taken_again_unless_somebody_wakes_it(database: Database) -> None:
    added(database, 7)
    first = lease(database, "one")
    assert at(database, lambda work: finish_job(work, first, failed=True))
    assert not at(database, lambda work: renew_lease(work, first))
    assert taken(database, "one", 10 * LEASE) is None
    at(database, lambda work: wake_job(work, "run", 7))
    again = lease(database, "one")
    assert again.attempt == 1
    at(database, lambda work: stop_job(work, "run", 7))
    assert not at(database, lambda work: renew_lease(work, again))
    assert taken(database, "one", 10 * LEASE) is None


def test_many_hands_never_take_the_same(database: Database) -> None:
    added(database, *range(8))
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda number: taken(database, f"holder {number}"), range(8)))
    subjects = [each.subject_id for each in found if each is not None]
    assert len(set(subjects)) == len(subjects)
    # Whoever came while all others were being taken found nothing, and would come again.
    rest = [taken(database, f"later {number}") for number in range(8 - len(subjects))]
    assert sorted([*subjects, *(each.subject_id for each in rest if each is not None)]) == list(range(8))

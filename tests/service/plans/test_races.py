"""Two people at the same moment: exactly one of them wins, on both databases.

`RACE_ROUNDS=1000` runs the whole distance.
"""

import os
from collections.abc import Callable, Sequence
from functools import partial
from threading import Barrier, Thread
from typing import Final

from service.errors import Conflict
from service.plans.in_force import Window
from service.plans.repository.versions import WITH_DAYS, versions_in
from service.plans.use_cases.drafts import get_draft, write_draft
from service.plans.use_cases.publish import publish, window_of
from service.store.database import Database
from service.web.conditions import Seen
from service.work import Work, carry_out, reading
from tests.service.plans.subject import PLAN, People, document_of

ROUNDS: Final = int(os.environ.get("RACE_ROUNDS", "50"))
PAIRS: Final = 8


def at_once(*steps: Callable[[], None]) -> None:
    """Run these at the same moment; what one of them raises is raised here."""
    start, raised = Barrier(len(steps)), list[BaseException]()

    def run(step: Callable[[], None]) -> None:
        start.wait()
        try:
            step()
        except BaseException as error:
            raised.append(error)

    threads = [Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def test_of_two_editors_exactly_one_wins_each_round(database: Database) -> None:
    people, won, lost = People(database), list[str](), list[tuple[str, str]]()
    carry_out(database, people.author, lambda work: write_draft(work, PLAN, document_of(PLAN), Seen()))

    def edit(seen: str, title: str) -> None:
        sent = document_of(PLAN, title)
        try:
            carry_out(database, people.author, lambda work: write_draft(work, PLAN, sent, Seen((seen,))))
            won.append(title)
        except Conflict as refused:
            lost.append((title, refused.problems[0].code))

    for number in range(ROUNDS):
        seen = reading(database, people.author, lambda work: get_draft(work, PLAN)).content_hash
        titles = [f"{number} {name}" for name in ("Anna", "Boris")]
        at_once(*(partial(edit, seen, title) for title in titles))
        assert len(won) == len(lost) == number + 1
        assert {won[-1], lost[-1][0]} == set(titles)
        draft = reading(database, people.author, lambda work: get_draft(work, PLAN))
        assert f'"title": "{won[-1]}"' in draft.text
    assert {code for _, code in lost} == {"draft.changed"}


def in_force_of(key: str, work: Work) -> Sequence[Window]:
    """The days of every version that is or was in force."""
    return [window_of(version) for version in versions_in(work, key, WITH_DAYS)]


def put_in_force(people: People, refused: list[str], key: str, number: int) -> None:
    """Publishes, or notes why not."""
    try:
        carry_out(people.database, people.author, lambda work: publish(work, key, number))
    except Conflict as conflict:
        refused.append(conflict.problems[0].code)


def test_two_publications_at_once_never_leave_two_versions_on_a_day(database: Database) -> None:
    people = People(database)
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 7) for day in (1, 14, 15, 28)]
    for pair in range(PAIRS):
        key, refused = f"plan-{pair}", list[str]()
        numbers = [people.approved(key, "2026-03-01", "2026-04-01"), people.approved(key, "2026-02-15", "2026-03-15")]
        at_once(*(partial(put_in_force, people, refused, key, number) for number in numbers))
        windows = reading(database, people.author, partial(in_force_of, key))
        assert len(windows) + len(refused) == len(numbers)
        assert set(refused) <= {"plan.version_overlaps", "plan.overtaken"}
        assert all(sum(window.holds(day) for window in windows) <= 1 for day in days)


def test_the_same_version_is_published_once(database: Database) -> None:
    people, refused = People(database), list[str]()
    publication = partial(put_in_force, people, refused, PLAN, people.approved(PLAN, "2026-03-01"))
    at_once(publication, publication)
    assert refused == ["plan.wrong_state"]

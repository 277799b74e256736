"""What counts is a function of the set of facts: neither their order, nor how they are cut, nor repetition matters."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules import calculate, compile_plan, parse_plan, read_participants
from service.access.operators import operator_actor
from service.facts.reading import fact_line, facts_hash, observations
from service.facts.use_cases.sending import checked, send_facts
from service.store.database import Database
from service.store.migrate import upgrade
from service.store.tables import FactKey, Participant, Person
from service.work import Actor, Work, carry_out

TAKES = ("sum", "count", "avg", "min", "max", "last", "median", "distinct")
KEYS = tuple(f"by_{take}" for take in TAKES)
SEED_PEOPLE = ("E1", "E2")

Sent = dict[str, Any]


@cache
def plan() -> Any:
    return compile_plan(
        parse_plan(
            {
                "schema": "bonus-plan/1",
                "key": "laws",
                "title": "Laws",
                "currency": "EUR",
                "frequency": "month",
                "facts": {f"by_{take}": {"take": take} for take in TAKES},
                "kpis": [{"key": f"k_{take}", "title": take, "value": f"by_{take}"} for take in TAKES],
                "values": {"all": " + ".join(f"k_{take}.actual" for take in TAKES)},
            }
        )
    )


@st.composite
def fact_sets(draw: st.DrawFn) -> list[Sent]:
    """Facts of two people whose ids of one source are few, so that many are corrections; one body per revision."""
    keys = st.tuples(st.integers(0, 5), st.integers(0, 3))
    bodies: st.SearchStrategy[Any] = st.fixed_dictionaries(
        {
            "participant": st.sampled_from(SEED_PEOPLE),
            "key": st.sampled_from(KEYS),
            "date": st.sampled_from(["2026-03-01", "2026-03-02", "2026-03-31"]),
            "said": st.one_of(st.none(), st.integers(-99, 99)),
        }
    )
    chosen = draw(st.dictionaries(keys, bodies, min_size=1, max_size=14))
    return [_sent(number, revision, **body) for (number, revision), body in chosen.items()]


def _sent(number: int, revision: int, said: int | None, **body: Any) -> Sent:
    value: Sent = {"retracted": True} if said is None else {"value": said}
    return {**body, "source": "crm", "source_id": f"o{number}", "revision": revision, **value}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('laws') / 'laws.sqlite'}")
    upgrade(database)
    carry_out(database, operator_actor(database, "tester"), _with_names)
    yield database
    database.close()


def _with_names(work: Work) -> None:
    for number, external_id in enumerate(SEED_PEOPLE, start=1):
        work.add(Participant(id=number, created_at=work.now))
        work.add(Person(participant_id=number, external_id=external_id, secret="s"))
    work.add_many(FactKey, [{"id": number, "key": key} for number, key in enumerate(KEYS, start=1)])
    work.changed("test.began", "test")


class _TakenBack(Exception):
    """Ends a transaction without keeping anything of it."""


def outcome(database: Database, batches: Sequence[Sequence[Sent]]) -> tuple[Any, str, Any]:
    """What is read back, its hash, and what is calculated of it, after these batches; nothing is kept."""
    found: list[tuple[Any, str, Any]] = []

    def attempt(work: Work) -> None:
        for batch in batches:
            assert send_facts(work, checked(batch, UTC, "/facts"), "/facts")["problems"] == []
        read = list(observations(work.session, 10**9, (1, 2), KEYS, start_day="2026-03-01", end_day="2026-04-01"))
        lines = [fact_line(key, seen) for _, key, seens in read for seen in seens]
        found.append((read, facts_hash(lines), calculated(read)))
        raise _TakenBack

    with pytest.raises(_TakenBack):
        carry_out(database, Actor(1), attempt)
    return found[0]


def calculated(read: Sequence[tuple[int, str, list[Any]]]) -> Any:
    people: dict[int, dict[str, list[Sent]]] = {1: {}, 2: {}}
    for participant, key, seens in read:
        people[participant][key] = [
            {"value": seen.value, "date": seen.day, "source": seen.source, "source_id": seen.ref} for seen in seens
        ]
    people_sent = [{"id": str(number), "facts": facts} for number, facts in people.items()]
    batch = calculate(plan(), read_participants(people_sent))
    return [batch.result(row) for row in range(2)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=fact_sets(), data=st.data())
def test_order_batches_and_repetition_never_matter(empty: Database, sent: list[Sent], data: st.DataObject) -> None:
    again = data.draw(st.permutations([*sent, *data.draw(st.lists(st.sampled_from(sent), max_size=6))]))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(again)), max_size=4)) | {0, len(again)})
    batches = [again[start:end] for start, end in pairwise(cuts) if end > start]
    assert outcome(empty, batches) == outcome(empty, [sent])


def test_the_law_would_notice_what_is_left_out(empty: Database) -> None:
    first = _sent(0, 0, 5, participant="E1", key="by_sum", date="2026-03-01")
    second = _sent(0, 1, 6, participant="E2", key="by_max", date="2026-03-02")
    assert outcome(empty, [[first], [second]]) == outcome(empty, [[second], [first]]) != outcome(empty, [[first]])

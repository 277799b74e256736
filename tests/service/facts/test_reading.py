"""What runs read: only what counts at a moment, in one order, with exact texts."""

from service.facts.reading import Observation, complete_keys, fact_line, facts_hash, observations
from service.store.database import Database
from service.work import Actor, reading
from tests.service.facts.rows import number, put

JANUARY = ("2026-01-01", "2026-02-01")


def read(
    database: Database,
    known: int,
    participants: tuple[int, int] = (1, 2),
    keys: tuple[str, ...] = ("revenue", "deals"),
    days: tuple[str, str] = JANUARY,
) -> list[tuple[int, str, list[Observation]]]:
    return reading(
        database,
        Actor(1),
        lambda work: list(observations(work.session, known, participants, keys, start_day=days[0], end_day=days[1])),
    )


def refs(found: list[tuple[int, str, list[Observation]]]) -> list[tuple[int, str, list[str]]]:
    return [(participant, key, [seen.ref for seen in seens]) for participant, key, seens in found]


def test_a_revision_counts_from_the_moment_it_is_known(database: Database) -> None:
    facts = [
        number(1, 1, 1, "2026-01-05", 100, source_ref="a"),
        number(2, 1, 1, "2026-01-05", 0, source_ref="a", revision=1, kind="retracted", mantissa=None, scale=None),
        number(3, 1, 1, "2026-01-09", 7, source_ref="a", revision=2),
    ]
    put(database, facts, [(1, 2), (2, 3)])
    assert [[seen.value for _, _, seens in read(database, known) for seen in seens] for known in range(4)] == [
        [],
        ["100"],
        [],
        ["7"],
    ]


def test_order_is_that_of_participants_keys_and_moments(database: Database) -> None:
    put(
        database,
        [
            number(1, 2, 1, "2026-01-05", 1),
            number(2, 1, 1, "2026-01-05", 1, time="10:00:00"),
            number(3, 1, 1, "2026-01-05", 1),
            number(4, 1, 1, "2026-01-04", 1, time="23:00:00"),
            number(5, 1, 2, "2026-01-31", 1, source_ref="b"),
            number(6, 1, 2, "2026-01-31", 1, source_ref="a"),
            number(7, 1, 2, "2026-01-31", 1, source_ref="c", source_id=2),
        ],
    )
    assert refs(read(database, 9)) == [
        (1, "deals", ["c", "a", "b"]),
        (1, "revenue", ["r4", "r3", "r2"]),
        (2, "revenue", ["r1"]),
    ]
    assert refs(read(database, 9, (2, 2))) == [(2, "revenue", ["r1"])]
    assert refs(read(database, 9, keys=("deals", "unheard_of"))) == [(1, "deals", ["c", "a", "b"])]
    assert refs(read(database, 9, days=("2026-01-04", "2026-01-05"))) == [(1, "revenue", ["r4"])]
    assert read(database, 9, keys=("unheard_of",)) == []


def test_values_are_exact_texts(database: Database) -> None:
    put(
        database,
        [
            number(1, 1, 1, "2026-01-01", -1_234_500, scale=4, currency="EUR", details='{"evidence":"seen"}'),
            number(2, 1, 1, "2026-01-02", 0, kind="word", mantissa=None, scale=None, text="good"),
            number(3, 1, 2, "2026-01-02", 0, kind="row", mantissa=None, scale=None, text='{"amount":"5"}'),
        ],
    )
    (_, _, rows), (_, _, others) = read(database, 9)
    assert rows == [Observation("2026-01-02", None, "crm", "r3", 0, "row", '{"amount":"5"}', None, None)]
    assert others == [
        Observation("2026-01-01", None, "crm", "r1", 0, "number", "-123.45", "EUR", '{"evidence":"seen"}'),
        Observation("2026-01-02", None, "crm", "r2", 0, "word", "good", None, None),
    ]
    assert fact_line("revenue", others[0]) == ("crm", "r1", 0, "revenue", "2026-01-01", "-123.45 EUR")


def test_the_hash_of_facts_knows_no_order(database: Database) -> None:
    put(database, [number(1, 1, 1, "2026-01-01", 1), number(2, 1, 1, "2026-01-02", 2)])
    lines = [fact_line(key, seen) for _, key, seens in read(database, 9) for seen in seens]
    assert facts_hash(lines) == facts_hash(reversed(lines)) != facts_hash(lines[:1])


def test_nothing_is_complete_before_somebody_says_so(database: Database) -> None:
    assert reading(database, Actor(1), lambda work: complete_keys(work, 9, 1)) == set()

"""100,000 random amounts come back from the store exactly as they were sent."""

import random
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from service.participants.attributes import Value, read_value
from service.participants.changes import ParticipantChange
from service.participants.dated import value_on
from service.participants.repository.attributes import Statement, add_statements, said_of
from service.participants.use_cases.upsert import upsert_participants
from service.store.database import Database
from service.work import Work
from tests.service.participants.calls import person, put, read, write

PEOPLE = 500
ALL_DAYS, FIRST_DAY = 500, date(2020, 1, 1)
DAYS = ("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01")
KEYS = ("salary", "fund")


def amount(source: random.Random) -> str:
    """Any amount that can be stored: up to 18 digits, up to 12 of them after the point."""
    digits, places = source.randint(1, 18), source.randint(0, 12)
    mantissa = source.randrange(10**digits)
    return f"{Decimal(mantissa).scaleb(-places):f}"


@pytest.mark.slow
def test_a_hundred_thousand_amounts_come_back_exactly(database: Database) -> None:
    """Of 100 people, 500 days and two kinds of pay, read and written as a request does it, all at once."""
    source = random.Random(4)
    people = put(database, *(person(f"E{number}") for number in range(100))).numbers.values()
    sent: dict[tuple[int, str, date], str] = {}
    statements = []
    for number in people:
        for day in (FIRST_DAY + timedelta(days=after) for after in range(ALL_DAYS)):
            for key in KEYS:
                text = sent[number, key, day] = amount(source)
                value = read_value(key, text, "")
                assert isinstance(value, Value)
                statements.append(Statement(number, key, value, day, day + timedelta(days=1)))
    assert len(sent) == 100_000

    def state_all(work: Work) -> None:
        add_statements(work, statements)
        work.changed("participants.changed", "participants")

    write(database, state_all)
    said = read(database, partial(said_of, numbers=people, keys=KEYS))
    found = {
        (number, key, each.start): each.value
        for number, of_person in said.items()
        for key, of_key in of_person.items()
        for each in of_key
    }
    assert found.keys() == sent.keys()
    assert [place for place, text in sent.items() if not _same(found[place], text)] == []


def test_amounts_of_requests_lie_over_each_other_exactly(database: Database) -> None:
    source = random.Random(4)
    sent: dict[tuple[str, str, str], str] = {}
    numbers: dict[str, int] = {}
    for day in DAYS:
        rows = []
        for number in range(PEOPLE):
            given = {key: amount(source) for key in KEYS}
            sent |= {(f"E{number}", key, day): text for key, text in given.items()}
            rows.append(ParticipantChange(f"E{number}", str, attributes=given, effective_from=day))
        numbers = write(database, partial(upsert_participants, rows=rows)).numbers
    assert len(sent) == 5_000

    def shown(work: Work) -> dict[tuple[str, str, str], Value | None]:
        said = said_of(work, numbers.values(), keys=KEYS)
        return {place: value_on(said[numbers[place[0]]][place[1]], date.fromisoformat(place[2])) for place in sent}

    found = read(database, shown)
    wrong = [place for place, text in sent.items() if not _same(found[place], text)]
    assert wrong == []


def _same(value: Value | None, text: str) -> bool:
    return value is not None and value.shown is not None and Decimal(value.shown) == Decimal(text)

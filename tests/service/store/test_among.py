"""Rows of many participants: everybody who is asked for, whether they stand close together or far apart."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from service.store.among import among
from service.store.database import Database
from service.store.tables import Participant
from service.work import Actor, Work, carry_out, reading

PEOPLE = range(1, 2_001)


@pytest.mark.parametrize(
    ("numbers", "others"),
    [
        pytest.param([7], 0, id="one"),
        pytest.param([7, 8, 9], 0, id="neighbours"),
        pytest.param([7, 16], 8, id="close together"),
        pytest.param([7, 27], 0, id="far apart"),
        pytest.param([1, 1_000, 2_000], 0, id="a few among many"),
        pytest.param(list(range(1, 2_001, 4)), 1_497, id="every fourth"),
        pytest.param([1, *range(1_500, 2_001)], 1_498, id="very many"),
    ],
)
def test_everybody_is_found(database: Database, numbers: list[int], others: int) -> None:
    """With so many others, who are between them."""

    def fill(work: Work) -> None:
        work.add_many(Participant, [{"id": number, "created_at": work.now} for number in PEOPLE])
        work.changed("participants.imported", "test")

    def read(work: Work) -> set[int]:
        query = select(col(Participant.id)).where(among(col(Participant.id), numbers))
        return set(work.session.scalars(query))

    carry_out(database, Actor(1), fill)
    found = reading(database, Actor(1), read)
    assert set(numbers) <= found
    assert len(found - set(numbers)) == others

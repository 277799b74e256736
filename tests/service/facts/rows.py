"""Facts put into a store row by row, past the service."""

from collections.abc import Sequence

from service.clock import now
from service.store.bulk import Cell
from service.store.database import Database
from service.store.tables import Fact, FactBatch, FactKey, FactSource, FactSuperseded, Participant
from service.work import Actor, Work, carry_out

COLUMNS = [
    "seq", "participant_id", "key_id", "day", "time", "source_id", "source_ref", "revision", "kind", "mantissa",
    "scale", "text", "currency", "details", "batch_id",
]  # fmt: skip


def put(database: Database, facts: Sequence[Sequence[Cell]], superseded: Sequence[tuple[int, int]] = ()) -> None:
    """Two participants, keys `revenue` (1) and `deals` (2), sources `crm` (1) and `aaa` (2), and these facts."""

    def write(work: Work) -> None:
        moment = now()
        work.add_many(Participant, [{"id": number, "created_at": moment} for number in (1, 2)])
        work.add_many(FactKey, [{"id": 1, "key": "revenue"}, {"id": 2, "key": "deals"}])
        work.add_many(FactSource, [{"id": 1, "name": "crm"}, {"id": 2, "name": "aaa"}])
        work.add(FactBatch(id=1, by_id=1, at=moment, received=0, added=0, known=0, waiting=0))
        work.add_block(Fact, COLUMNS, [[*fact, 1] for fact in facts])
        work.add_block(FactSuperseded, ["seq", "by_seq"], superseded)
        work.changed("facts.received", "test")

    carry_out(database, Actor(1), write)


def number(seq: int, participant: int, key: int, day: str, amount: int, **other: Cell) -> list[Cell]:
    """A number as a row of COLUMNS without the batch."""
    values: dict[str, Cell] = dict.fromkeys(COLUMNS[:-1])
    values |= {"source_id": 1, "source_ref": f"r{seq}", "revision": 0, "scale": 0}
    given: dict[str, Cell] = {"seq": seq, "participant_id": participant, "key_id": key, "day": day, "kind": "number"}
    return [*(values | given | {"mantissa": amount} | other).values()]

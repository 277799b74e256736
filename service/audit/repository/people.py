"""People as they stand in the file, beside what the audit says of their names."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Text, cast, func, literal, select, table
from sqlalchemy import column as plain_column
from sqlalchemy.engine import Connection

TOLD_OF_MANY: Final = "participants.changed"
_NAMED: Final = ("external_id", "name", "email", "payroll_id")


def people_with_marks(connection: Connection) -> Iterator[tuple[int, str, tuple[str | None, ...], str]]:
    """Number, secret, names and the last mark of everybody whose name was last written alone.

    An entry about many people at once has one mark for all of them: whoever may be among them is left out.
    """
    person = table("person", *map(plain_column, ("participant_id", "secret", *_NAMED)))
    entry = table("audit_entry", *map(plain_column, ("seq", "operation", "subject", "after_hash")))
    told, many = entry.alias("told"), entry.alias("many")
    of_many = select(func.coalesce(func.max(many.c.seq), 0)).where(
        many.c.operation == TOLD_OF_MANY, many.c.after_hash.is_not(None)
    )
    last = (
        select(func.max(told.c.seq))
        .where(
            told.c.subject == literal("participant/").concat(cast(person.c.participant_id, Text)),
            told.c.operation.in_(("participant.created", "participant.changed")),
            told.c.after_hash.is_not(None),
        )
        .scalar_subquery()
    )
    query = (
        select(person.c.participant_id, person.c.secret, *(person.c[name] for name in _NAMED), entry.c.after_hash)
        .select_from(person)
        .join(entry, entry.c.seq == last)
        .where(entry.c.seq > of_many.scalar_subquery())
        .order_by(person.c.participant_id)
    )
    for number, secret, *rest in connection.execute(query.execution_options(yield_per=1_000)):
        named: list[Any] = rest[:-1]
        yield number, str(secret), tuple(None if each is None else str(each) for each in named), str(rest[-1])

"""Results that are stored already: by what identifies them, and those of an earlier run that nothing has changed."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, select
from sqlmodel import Session, col

from service.store.among import among
from service.store.tables import Result

_AT_ONCE: Final = 400


class StoredResult(NamedTuple):
    """What a slice needs of a result that it links to."""

    id: int
    participant: int
    result_hash: str
    outcome: str
    total_minor: int | None
    currency: str


def stored_results(
    session: Session, plan_hash: str, semantics: int, wanted: Mapping[int, str]
) -> dict[int, StoredResult]:
    """By participant the stored result of exactly this plan and input, given the input hash of each (at least one)."""
    keys: Select[*tuple[Any, ...]] = select(col(Result.participant_id), col(Result.input_hash), col(Result.id)).where(
        among(col(Result.participant_id), sorted(wanted)),
        col(Result.plan_hash) == plan_hash,
        col(Result.semantics) == semantics,
    )
    ids = [id_ for number, hash_, id_ in session.connection().execute(keys).all() if wanted.get(number) == hash_]
    found: dict[int, StoredResult] = {}
    for place in range(0, len(ids), _AT_ONCE):
        query: Select[*tuple[Any, ...]] = select(
            col(Result.id),
            col(Result.participant_id),
            col(Result.result_hash),
            col(Result.outcome),
            col(Result.total_minor),
            col(Result.currency),
        ).where(col(Result.id).in_(ids[place : place + _AT_ONCE]))
        for row in session.connection().execute(query):
            found[row[1]] = StoredResult(*row)
    return found

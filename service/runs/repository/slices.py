"""The computed slices of a run: the row that says so, its results, and which of them were there already."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from service.runs.repository.running import RunningPlan
from service.store.bulk import Cell, insert_rows
from service.store.sequences import draw_keys
from service.store.tables import PreviewResult, Result, RunChunk, RunResult, SharedInput
from service.work import Work

CONTENT_COLUMNS: Final = (
    "plan_hash",
    "input_hash",
    "semantics",
    "facts_hash",
    "shared_hash",
    "population_hash",
    "result_hash",
    "outcome",
    "total_minor",
    "currency",
    "input",
    "document",
)
"""What a result consists of, beside whose it is; the order of `Content`'s cells."""


@dataclass(frozen=True, slots=True)
class SliceOutcome:
    """What a slice gives: one result per member, ascending by participant.

    `results` are (participant, cells of CONTENT_COLUMNS) of those that are new; `reused` are (participant, id) of
    results that are stored already, unchanged. `totals` holds what is paid in minor units by currency, `shared` the
    documents by hash that the results name. `digest` covers every (participant, result hash). `pool_variance` is what
    sharing again would have changed of a correction that does not, like `totals`.
    """

    slice_number: int
    paid: int
    zero: int
    blocked: int
    totals: Mapping[str, int]
    digest: str
    shared: Mapping[str, str]
    results: Sequence[tuple[int, Sequence[Cell]]]
    reused: Sequence[tuple[int, int]]
    pool_variance: Mapping[str, int] = field(default_factory=dict)


def store_slice(work: Work, plan: RunningPlan, outcome: SliceOutcome) -> None:
    """Everything of a slice at once. Whoever comes second fails by the key of `run_chunk`, and stores nothing.

    Raises IntegrityError too where somebody else stored one of the results since they were compared: compute again.
    """
    work.add(
        RunChunk(
            run_id=plan.run_id,
            number=outcome.slice_number,
            paid=outcome.paid,
            zero=outcome.zero,
            blocked=outcome.blocked,
            reused=len(outcome.reused),
            totals=json.dumps(dict(outcome.totals), sort_keys=True, separators=(",", ":")),
            pool_variance=json.dumps(dict(outcome.pool_variance), sort_keys=True, separators=(",", ":")),
            digest=outcome.digest,
            at=work.now,
        )
    )
    _add_shared(work, outcome.shared)
    if plan.is_kept:
        _add_results(work, plan, outcome)
    else:
        _add_previews(work, plan, outcome)


def stored_shared(session: Session, hashes: Iterable[str]) -> frozenset[str]:
    """Those of the hashes whose documents are stored."""
    return frozenset(session.scalars(select(col(SharedInput.hash)).where(col(SharedInput.hash).in_(sorted(hashes)))))


def _add_shared(work: Work, shared: Mapping[str, str]) -> None:
    there: Collection[str] = stored_shared(work.session, shared) if shared else ()
    for digest in sorted(shared.keys() - set(there)):
        work.add(SharedInput(hash=digest, document=shared[digest]))


def _add_results(work: Work, plan: RunningPlan, outcome: SliceOutcome) -> None:
    ids = draw_keys(work.session, Result, len(outcome.results))
    rows = [(id_, participant, *cells) for id_, (participant, cells) in zip(ids, outcome.results, strict=True)]
    work.add_block(Result, ("id", "participant_id", *CONTENT_COLUMNS), rows)
    links = [(participant, id_) for id_, (participant, _) in zip(ids, outcome.results, strict=True)]
    work.add_block(
        RunResult,
        ("run_id", "plan_number", "participant_id", "result_id", "slice_number"),
        [
            (plan.run_id, plan.number, participant, id_, outcome.slice_number)
            for participant, id_ in sorted([*links, *outcome.reused])
        ],
    )


def _add_previews(work: Work, plan: RunningPlan, outcome: SliceOutcome) -> None:
    insert_rows(
        work.session,
        PreviewResult,
        ("run_id", "plan_number", "participant_id", "slice_number", *CONTENT_COLUMNS),
        (
            (plan.run_id, plan.number, participant, outcome.slice_number, *cells)
            for participant, cells in outcome.results
        ),
    )

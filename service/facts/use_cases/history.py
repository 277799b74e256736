"""What was told of one participant: every revision, and which of them count."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from rules import Problem
from service.errors import NotFound
from service.facts.repository.history import FactsAsked, ToldFact, facts_told
from service.facts.repository.names import numbers_of_people
from service.facts.sent import Kind, SentFact
from service.facts.use_cases.page import Page, page_shown, whole_number_in
from service.facts.use_cases.shown import said
from service.participants.identity import is_external_id
from service.web.moments import moment_text
from service.work import Work


@dataclass(frozen=True, slots=True)
class HistoryAsked:
    """The facts of a participant by id: of a key, on days from `start` to before `end`, received by `as_of`."""

    participant: str
    key: str | None
    start: str | None
    end: str | None
    as_of: datetime | None


def list_facts(work: Work, asked: HistoryAsked, page: Page) -> dict[str, object]:
    """One page of what was told, in the order in which it came; raises NotFound for a participant who is not there."""
    known = numbers_of_people(work, [asked.participant]) if is_external_id(asked.participant) else {}
    if asked.participant not in known:
        message = "There is no such participant; GET /v1/participants lists them."
        raise NotFound(Problem("participant.not_found", "query participant", message))
    wanted = FactsAsked(known[asked.participant], asked.key, asked.start, asked.end, asked.as_of)
    found = facts_told(work, wanted, whole_number_in(page.cursor), page.limit + 1)
    return page_shown(found, page, lambda told: str(told.seq), lambda told: _shown(told, asked.participant))


def _shown(told: ToldFact, participant: str) -> dict[str, object]:
    fact = SentFact(
        0, participant, told.key, told.day, told.time, told.source, told.ref, told.revision, cast(Kind, told.kind),
        told.mantissa, told.scale, told.text, told.currency, told.details,
    )  # fmt: skip
    return {
        "id": str(told.seq),
        "source": told.source,
        "source_id": told.ref,
        "revision": told.revision,
        **said(fact),
        "received_at": moment_text(told.received_at),
        "superseded": bool(told.is_superseded),
    }

"""Plans in a store without HTTP between, for tests of something else and for races."""

from typing import Final

from sqlmodel import col, select

from service.approvals.use_cases import decide_request
from service.example_plan import SMALL_PLAN
from service.files.document_out import dumps_document
from service.plans.repository.drafts import find_draft
from service.plans.use_cases.drafts import write_draft
from service.plans.use_cases.publish import publish
from service.plans.use_cases.submit import Asked, submit_draft
from service.store.database import Database
from service.store.tables import ApprovalRequest, PrincipalName
from service.store.transactions import in_read_transaction
from service.web.conditions import Seen
from service.web.exact_request import SentDocument
from service.work import Actor, Work, carry_out

PLAN: Final = "stored-plan"


def document_of(key: str, title: str = "Stored") -> SentDocument:
    """The small plan under another key."""
    document = {**SMALL_PLAN, "key": key, "title": title}
    return SentDocument(document, dumps_document(document))


def add_submitted_plan(work: Work, key: str = PLAN, start: str = "2026-01-01", end: str | None = None) -> int:
    """The next version of a plan, by a person who may write plans; its request for approval waits."""
    draft = find_draft(work, key)
    if draft is None:
        draft, _ = write_draft(work, key, document_of(key), Seen())
    return submit_draft(work, key, Seen((draft.content_hash,)), Asked(start, end))


class People:
    """The author and the approver of a test store, one after the other."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.author = self._named("the author")
        self.approver = self._named("approver")

    def approved(self, key: str, start: str, end: str | None = None) -> int:
        """The number of the next version of a plan, approved for these days."""
        number = carry_out(self.database, self.author, lambda work: add_submitted_plan(work, key, start, end))
        carry_out(self.database, self.approver, lambda work: _approve(work, f"plan/{key}/{number}"))
        return number

    def published(self, key: str, start: str, end: str | None = None) -> int:
        """The number of the next version of a plan, in force for these days."""
        number = self.approved(key, start, end)
        carry_out(self.database, self.author, lambda work: publish(work, key, number))
        return number

    def _named(self, name: str) -> Actor:
        query = select(PrincipalName.principal_id).where(col(PrincipalName.name) == name)
        return Actor(in_read_transaction(self.database, lambda session: session.exec(query).one()))


def _approve(work: Work, subject: str) -> None:
    query = select(ApprovalRequest).where(col(ApprovalRequest.subject) == subject)
    request = work.session.exec(query).one()
    assert request.id is not None
    decide_request(work, request.id, request.content_hash, "approved", None)

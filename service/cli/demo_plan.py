"""The plan of the sample company, put in force by two persons."""

from typing import Any, Final

from service.access.accounts import caller_named
from service.approvals.use_cases import decide_request, list_approvals
from service.cli.samples import PLAN, sample_files
from service.files.exact_json import loads
from service.plans.use_cases.drafts import write_draft
from service.plans.use_cases.publish import publish
from service.plans.use_cases.submit import Asked, submit_draft
from service.store.database import Database
from service.store.transactions import in_read_transaction
from service.web.conditions import Seen
from service.web.exact_request import SentDocument
from service.work import Actor, Work, carry_out

FROM: Final = "2026-01-01"
"""From when on everything holds."""
_NOTE: Final = "The sample company: one plan for everybody, from January on."


def load_plan(database: Database) -> tuple[str, int]:
    """Written and submitted by one person, approved by the other one, then published: its key and number."""
    text = sample_files()[PLAN].decode()
    document: Any = loads(text.encode())
    key: str = document["key"]
    admin, approver = person_called(database, "admin"), person_called(database, "approver")

    def submit(work: Work) -> int:
        draft, _ = write_draft(work, key, SentDocument(document, text), Seen(nothing=True))
        return submit_draft(work, key, Seen((draft.content_hash,)), Asked(FROM, None, _NOTE))

    def approve(work: Work) -> None:
        waiting: Any = list_approvals(work, "open", 1, None)["data"]
        decide_request(work, int(waiting[0]["id"]), waiting[0]["content_hash"], "approved", None)

    number = carry_out(database, admin, submit)
    carry_out(database, approver, approve)
    carry_out(database, admin, lambda work: publish(work, key, number))
    return key, number


def person_called(database: Database, name: str) -> Actor:
    """One of the first two persons, as an actor."""
    found = in_read_transaction(database, lambda session: caller_named(session, name))
    assert found is not None
    return Actor(found.principal_id)

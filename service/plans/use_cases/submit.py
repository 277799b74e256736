"""Submitting: a document becomes a numbered version that a second person decides upon."""

from dataclasses import dataclass
from typing import Final

from rules import Problem
from service.errors import Conflict, RequestRefused
from service.plans.repository.steps import Submitted, add_version
from service.plans.repository.versions import newest_number, text_of, versions_in
from service.plans.use_cases.drafts import check_seen
from service.plans.use_cases.found import draft_of, lock, version_of
from service.plans.use_cases.ready import check_ready
from service.two_person import ask
from service.web.conditions import Seen
from service.work import Work
from service.work.rows import sha256_of

_WAITING: Final = ("submitted", "approved")


@dataclass(frozen=True, slots=True)
class Asked:
    """From when until when a version shall be in force, days as `YYYY-MM-DD`, and a word to the approver."""

    effective_from: str
    effective_until: str | None = None
    note: str | None = None


def submit_draft(work: Work, key: str, seen: Seen, asked: Asked) -> int:
    """The number of the new version; the draft stays as it is.

    Raises PlanRefused with every problem of the document, Conflict where the same is waiting already.
    """
    lock(work, key)
    draft = draft_of(work, key)
    check_seen(seen, draft)
    return _submit(
        work, Submitted(key, draft.text, draft.content_hash, asked.effective_from, asked.effective_until), asked
    )


def roll_back(work: Work, key: str, number: int, asked: Asked) -> int:
    """The number of a new version with the document of an old one; it is approved and published like any other."""
    lock(work, key)
    old = version_of(work, key, number)
    text = text_of(work, old.id)
    return _submit(work, Submitted(key, text, old.content_hash, asked.effective_from, asked.effective_until), asked)


def _submit(work: Work, submitted: Submitted, asked: Asked) -> int:
    key = submitted.plan_key
    if asked.effective_until is not None and asked.effective_until <= asked.effective_from:
        message = "The first day after must come later than the first day in force; leave it out for no end."
        raise RequestRefused(Problem("plan.bad_days", "/effective_until", message))
    bound = request_hash(submitted)
    if any(version.request_hash == bound for version in versions_in(work, key, _WAITING)):
        message = "The same document with the same days waits already; GET /v1/approvals shows for whom."
        raise Conflict(Problem("plan.submitted_already", "path key", message))
    check_ready(submitted.text)
    number = newest_number(work, key) + 1
    request_id = ask(work, "plan_version", f"plan/{key}/{number}", bound, asked.note)
    add_version(work, number, submitted, request_id, bound)
    work.changed("plan.submitted", f"plan/{key}/{number}", after=submitted.content_hash)
    return number


def request_hash(submitted: Submitted) -> str:
    """What an approver agrees to: this document of this plan, for these days."""
    return sha256_of(
        {
            "plan_key": submitted.plan_key,
            "content_hash": submitted.content_hash,
            "effective_from": submitted.effective_from,
            "effective_until": submitted.effective_until,
        }
    )

"""Drafts: written by whoever has seen what is there, so that nobody overwrites another's change unknowingly."""

from typing import Final

from rules import Problem, document_hash
from service.errors import Conflict, RequestRefused
from service.plans.repository.drafts import Draft, find_draft, remove_draft, save_draft
from service.plans.repository.heads import lock_or_add_plan, remove_empty_plan
from service.plans.use_cases.found import draft_of, lock
from service.web.conditions import Seen
from service.web.exact_request import SentDocument
from service.work import Work

RESERVED: Final = frozenset({"check"})
"""`/v1/plans/check` is the check of plans."""


def get_draft(work: Work, key: str) -> Draft:
    """The draft of a plan; raises NotFound."""
    return draft_of(work, key)


def write_draft(work: Work, key: str, sent: SentDocument, seen: Seen) -> tuple[Draft, bool]:
    """The draft as it is now, and whether it is new. Its document may still have problems, but is this plan's.

    Raises RequestRefused or Conflict where the caller has not seen what is there, PlanRefused for what cannot be kept.
    """
    check_key(key, "path key")
    content_hash = document_hash(sent.content)
    if sent.content.get("key") != key:
        message = "The document's key is not the one of this address; make them the same."
        raise RequestRefused(Problem("draft.other_key", "/key", message))
    lock_or_add_plan(work, key)
    before = find_draft(work, key)
    check_seen(seen, before)
    draft = save_draft(work, key, sent.text, content_hash)
    earlier = None if before is None else before.content_hash
    work.changed("plan.draft_written", f"plan/{key}/draft", before=earlier, after=content_hash)
    return draft, before is None


def check_key(key: str, path: str) -> None:
    """Raises RequestRefused for the one key that no stored plan can have."""
    if key in RESERVED:
        message = "No stored plan can have this key, because its address means something else; choose another."
        raise RequestRefused(Problem("draft.reserved_key", path, message))


def delete_draft(work: Work, key: str, seen: Seen) -> None:
    """Take a draft away. A plan that then has nothing is no plan any more."""
    lock(work, key)
    draft = draft_of(work, key)
    check_seen(seen, draft)
    remove_draft(work, key)
    remove_empty_plan(work, key)
    work.changed("plan.draft_deleted", f"plan/{key}/draft", before=draft.content_hash)


def check_seen(seen: Seen, draft: Draft | None) -> None:
    """Raises unless the caller named the draft as it is, or said that there is none where there is none."""
    if draft is None:
        if seen.hashes is not None:
            raise _changed("There is no draft any more; send it without If-Match to make a new one.")
        return
    if seen.hashes is None and not seen.nothing:
        message = "Send If-Match with the ETag of the draft that you have seen, so that no change gets lost."
        raise RequestRefused(Problem("draft.if_match_missing", "header If-Match", message))
    if seen.nothing:
        raise _changed("There is a draft already; read it, and send If-Match with its ETag.")
    if draft.content_hash not in (seen.hashes or ()):
        raise _changed("Somebody changed the draft since you read it; read it again and repeat your change on it.")


def _changed(message: str) -> Conflict:
    return Conflict(Problem("draft.changed", "header If-Match", message))

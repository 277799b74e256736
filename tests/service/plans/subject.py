"""A plan with a draft and a version that waits for approval, for tests of something else."""

from typing import Final

from service.example_plan import SMALL_PLAN
from service.files.document_out import dumps_document
from service.plans.use_cases.drafts import write_draft
from service.plans.use_cases.submit import Asked, submit_draft
from service.web.conditions import Seen
from service.web.exact_request import SentDocument
from service.work import Work

PLAN: Final = "stored-plan"


def add_submitted_plan(work: Work, key: str = PLAN) -> int:
    """Version 1 of a new plan, by a person who may write plans; its request for approval waits."""
    document = {**SMALL_PLAN, "key": key}
    draft, _ = write_draft(work, key, SentDocument(document, dumps_document(document)), Seen())
    return submit_draft(work, key, Seen((draft.content_hash,)), Asked("2026-01-01"))

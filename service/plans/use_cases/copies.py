"""Copies: a version of one plan, or a shipped plan, as the draft of another."""

from rules import Problem, document_hash
from service.catalog import CATALOG_VERSION, catalog_keys, catalog_text
from service.errors import Conflict
from service.files.document_out import dumps_document
from service.files.exact_json import loads
from service.plans.repository.drafts import Draft, find_draft, save_draft
from service.plans.repository.heads import lock_or_add_plan
from service.plans.repository.versions import newest_number, text_of
from service.plans.use_cases.drafts import check_key
from service.plans.use_cases.found import version_of
from service.work import Work


def clone(work: Work, key: str, number: int, new_key: str) -> Draft:
    """The draft of `new_key`, a copy but for the key. Raises NotFound, or Conflict where there is a draft already."""
    check_key(new_key, "/key")
    text = _source(work, key, number)
    if new_key != key:
        document = loads(text.encode())
        assert isinstance(document, dict)
        text = dumps_document({**document, "key": new_key})
    lock_or_add_plan(work, new_key)
    if find_draft(work, new_key) is not None:
        message = "This plan has a draft already; choose another key, or delete that draft first."
        raise Conflict(Problem("draft.exists", "/key", message))
    content_hash = document_hash(loads(text.encode()))
    draft = save_draft(work, new_key, text, content_hash)
    work.changed("plan.cloned", f"plan/{new_key}/draft", after=content_hash)
    return draft


def _source(work: Work, key: str, number: int) -> str:
    """The document as text, of the store, or of the catalog where the store has no version of this key."""
    if newest_number(work, key) == 0 and key in catalog_keys() and number == CATALOG_VERSION:
        return catalog_text(key)
    return text_of(work, version_of(work, key, number).id)

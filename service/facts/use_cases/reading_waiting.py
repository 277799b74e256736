"""The list of facts in quarantine."""

from service.facts.content import fact_of
from service.facts.repository.waiting import Waiting, notes_beside, page_of_waiting, waiting_numbered
from service.facts.use_cases.page import Page, page_shown, whole_number_in
from service.facts.use_cases.shown import said
from service.web.moments import moment_text
from service.work import Work


def list_waiting(work: Work, state: str, page: Page) -> dict[str, object]:
    """One page of the facts that wait, or that were released or dismissed, in the order in which they came."""
    found = page_of_waiting(work, state, whole_number_in(page.cursor), page.limit + 1)
    reasons = notes_beside(work, [each.subject for each in found])
    return page_shown(found, page, lambda each: str(each.seq), lambda each: _shown(each, reasons.get(each.subject)))


def _shown(waiting: Waiting, reason: str | None) -> dict[str, object]:
    """`fact` is null where what it says was erased."""
    document = waiting.document
    fact = None if document is None else fact_of(document, waiting.source, waiting.ref, waiting.revision)
    return {
        "id": str(waiting.seq),
        "source": waiting.source,
        "source_id": waiting.ref,
        "revision": waiting.revision,
        "code": waiting.code,
        "state": waiting.state,
        "received_at": moment_text(waiting.received_at),
        "says": None if fact is None else said(fact),
        "became": None if waiting.fact_seq is None else str(waiting.fact_seq),
        "reason": reason,
    }


def show_waiting(work: Work, resource: str) -> dict[str, object]:
    """One of them by its address in the store, which is known to be there."""
    waiting = waiting_numbered(work, int(resource.rpartition("/")[2]))
    assert waiting is not None
    return _shown(waiting, notes_beside(work, [waiting.subject]).get(waiting.subject))

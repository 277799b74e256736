"""Finding what a request names, or saying that it is not there."""

from rules import Problem
from service.errors import NotFound
from service.plans.repository.drafts import Draft, find_draft
from service.plans.repository.heads import lock_plan
from service.plans.repository.versions import Version, find_version, find_version_with_text
from service.work import Work


def draft_of(work: Work, key: str) -> Draft:
    """The draft of a plan; raises NotFound."""
    draft = find_draft(work, key)
    if draft is None:
        message = "This plan has no draft; PUT one, or clone a version into it."
        raise NotFound(Problem("draft.not_found", "path key", message))
    return draft


def version_of(work: Work, key: str, number: int) -> Version:
    """A version of a plan; raises NotFound."""
    version = find_version(work, key, number)
    if version is None:
        raise _unknown_version()
    return version


def version_with_text(work: Work, key: str, number: int) -> tuple[Version, str]:
    """A version of a plan and its document as text; raises NotFound."""
    found = find_version_with_text(work, key, number)
    if found is None:
        raise _unknown_version()
    return found


def _unknown_version() -> NotFound:
    message = "This plan has no such version; GET /v1/plans/{key}/versions lists those there are."
    return NotFound(Problem("plan.not_found", "path number", message))


def lock(work: Work, key: str) -> None:
    """Lock a plan that must be there; raises NotFound."""
    if not lock_plan(work, key):
        raise unknown_plan()


def unknown_plan() -> NotFound:
    """What is said of a key that the store does not know."""
    return NotFound(Problem("plan.not_found", "path key", "No plan has this key; GET /v1/plans lists them."))

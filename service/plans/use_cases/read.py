"""Reading plans: the list, one plan on a day, its versions, what differs between two of them."""

from typing import Final

from rules import Problem, compare_documents
from service.errors import RequestRefused
from service.files.exact_json import loads
from service.plans.repository.drafts import drafts_of, find_draft
from service.plans.repository.heads import has_plan, plan_keys
from service.plans.repository.steps import steps_of
from service.plans.repository.versions import Version, find_version, in_force, latest_of, text_of, versions_before
from service.plans.use_cases.found import draft_of, unknown_plan, version_of, version_with_text
from service.plans.use_cases.shown import Shown, shown_draft, shown_step, shown_version
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.work import Work

DRAFT: Final = "draft"


def list_plans(work: Work, limit: int, cursor: str | None) -> Shown:
    """One page of plans, each as it is today."""
    keys = list(plan_keys(work, "" if cursor is None else read_cursor(cursor), limit + 1))
    shown = keys[:limit]
    return {
        "data": _plans(work, shown, _today(work)),
        "has_more": len(keys) > limit,
        "next_cursor": make_cursor(shown[-1]) if len(keys) > limit else None,
    }


def get_plan(work: Work, key: str, day: str | None) -> Shown:
    """A plan with the version that is in force on a day, by default today; raises NotFound for an unknown key."""
    if not has_plan(work, key):
        raise unknown_plan()
    return _plans(work, [key], day or _today(work))[0]


def list_versions(work: Work, key: str, limit: int, cursor: str | None) -> Shown:
    """One page of a plan's versions, the newest first; raises NotFound for an unknown key."""
    before = None if cursor is None else _number_in(cursor)
    if not has_plan(work, key):
        raise unknown_plan()
    found = versions_before(work, key, before, limit + 1)
    shown, has_more = found[:limit], len(found) > limit
    return {
        "data": [shown_version(version) for version in shown],
        "has_more": has_more,
        "next_cursor": make_cursor(str(shown[-1].number)) if has_more else None,
    }


def get_version(work: Work, key: str, number: int) -> tuple[Shown, str]:
    """A version with all that happened to it, and its document as text; raises NotFound."""
    version, text = version_with_text(work, key, number)
    events = [shown_step(step) for step in steps_of(work, version.id)]
    return {**shown_version(version), "events": events}, text


def draft_text(work: Work, key: str) -> str | None:
    """The document of a draft as text, if there is one."""
    draft = find_draft(work, key)
    return None if draft is None else draft.text


def version_text(work: Work, key: str, number: int) -> str | None:
    """The document of a version as text, if there is one."""
    version = find_version(work, key, number)
    return None if version is None else text_of(work, version.id)


def summary_of(work: Work, key: str, number: int) -> Shown:
    """A version without its document; raises NotFound."""
    return shown_version(version_of(work, key, number))


def compare(work: Work, key: str, before: str, after: str) -> Shown:
    """Every difference between two versions of a plan; one of them may be its draft. Raises NotFound."""
    texts = [_text(work, key, side, name) for side, name in (("from", before), ("to", after))]
    changes = compare_documents(*(loads(text.encode()) for text in texts))
    return {"key": key, "from": before, "to": after, "changes": [change.to_json() for change in changes]}


def _plans(work: Work, keys: list[str], day: str) -> list[Shown]:
    drafts, latest, current = drafts_of(work, keys), latest_of(work, keys), in_force(work, keys, day)
    return [
        {
            "key": key,
            "draft": shown_draft(drafts[key]) if key in drafts else None,
            "latest": _shown(latest.get(key)),
            "on": day,
            "in_force": _shown(current.get(key)),
        }
        for key in keys
    ]


def _shown(version: Version | None) -> Shown | None:
    return None if version is None else shown_version(version)


def _text(work: Work, key: str, side: str, name: str) -> str:
    if name == DRAFT:
        return draft_of(work, key).text
    number = _number(name)
    if number is None:
        message = "Name a version by its number, or say draft."
        raise RequestRefused(Problem("request.bad_value", f"query {side}", message))
    return text_of(work, version_of(work, key, number).id)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len("999999999") else None


def _number_in(cursor: str) -> int:
    number = _number(read_cursor(cursor))
    if number is None:
        raise bad_cursor()
    return number


def _today(work: Work) -> str:
    return work.today.isoformat()

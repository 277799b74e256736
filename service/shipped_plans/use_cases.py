"""Reading the catalog of shipped plans."""

from rules import Problem, parse_plan, plan_hash
from service.catalog import CATALOG_VERSION, catalog_document, catalog_keys
from service.errors import NotFound
from service.web.cursor import make_cursor, read_cursor

_SHOWN = ("title", "currency", "frequency")


def list_shipped_plans(limit: int, cursor: str | None) -> dict[str, object]:
    """One page of the catalog; raises RequestRefused for a cursor that no page gave out."""
    after = "" if cursor is None else read_cursor(cursor)
    keys = [key for key in catalog_keys() if key > after]
    shown = keys[:limit]
    has_more = len(keys) > limit
    return {
        "data": [_line(key) for key in shown],
        "has_more": has_more,
        "next_cursor": make_cursor(shown[-1]) if has_more else None,
    }


def get_shipped_plan(key: str) -> dict[str, object]:
    """One plan with its document; raises NotFound."""
    if key not in catalog_keys():
        raise NotFound(
            Problem("plan.not_found", "path key", "No shipped plan has this key; GET /v1/catalog lists them.")
        )
    document = catalog_document(key)
    return {
        "key": key,
        "version": CATALOG_VERSION,
        "hash": plan_hash(parse_plan(document)),
        "plan": document,
    }


def _line(key: str) -> dict[str, object]:
    document = catalog_document(key)
    return {"key": key, "version": CATALOG_VERSION, **{part: document[part] for part in _SHOWN}}

"""How files for payroll are laid out, by name; each change is a new version."""

from typing import Final

from pydantic import TypeAdapter

from rules import Problem
from service.errors import NotFound
from service.payments.repository.exports import StoredMapping, add_mapping, find_mapping, newest_mappings
from service.payments.schemas.mappings import Mapping
from service.payments.use_cases.canonical import canonical_text, read_text, text_hash
from service.web.cursor import make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work

_READ: Final[TypeAdapter[Mapping]] = TypeAdapter(Mapping)


def put_mapping(work: Work, name: str, mapping: Mapping) -> dict[str, object]:
    """The layout as it is now: a new version unless the newest is the same."""
    document = canonical_text(mapping.model_dump(mode="json"))
    content_hash = text_hash(document)
    newest = find_mapping(work, name)
    if newest is None or newest.content_hash != content_hash:
        version = 1 if newest is None else newest.version + 1
        add_mapping(work, name, version, document, content_hash)
        work.changed("export_mapping.saved", f"export_mapping/{name}/{version}", after=content_hash)
    return mapping_shown(the_mapping(work, name))


def the_mapping(work: Work, name: str, version: int | None = None) -> StoredMapping:
    """A version of a layout, or the newest; raises NotFound."""
    found = find_mapping(work, name, version)
    if found is None:
        message = "There is no such layout or version; GET /v1/export-mappings lists the layouts."
        raise NotFound(Problem("export_mapping.not_found", "", message))
    return found


def list_mappings(work: Work, limit: int, cursor: str | None) -> dict[str, object]:
    """One page of layouts in their newest versions, by name."""
    found = newest_mappings(work, "" if cursor is None else read_cursor(cursor), limit + 1)
    has_more = len(found) > limit
    return {
        "data": [mapping_shown(each) for each in found[:limit]],
        "has_more": has_more,
        "next_cursor": make_cursor(found[limit - 1].name) if has_more else None,
    }


def mapping_of(stored: StoredMapping) -> Mapping:
    """The layout that a version holds."""
    return _READ.validate_python(read_text(stored.document))


def mapping_shown(stored: StoredMapping) -> dict[str, object]:
    """A version as answers show it."""
    return {
        "name": stored.name,
        "version": stored.version,
        "mapping": mapping_of(stored).model_dump(mode="json"),
        "hash": stored.content_hash,
        "by": str(stored.by_id),
        "at": moment_text(stored.at),
    }

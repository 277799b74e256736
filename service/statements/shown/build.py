"""The page of a statement: its head, a part for each plan, what stands beside them, and the foot."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from service.figures import amount_text, visible
from service.statements.shown.beside import beside_part
from service.statements.shown.page import Page, Part
from service.statements.shown.plan_part import plan_part

Content = Mapping[str, Any]

TITLE = "Bonus statement"
_TO_THE_SECOND = len("2026-03-01T08:00:00")


def page_of(content: Content) -> Page:
    """The content in reading order; every number of it is there, grouped and never rounded."""
    content = _visible(content)
    who, period = content["participant"], content["period"]
    last = date.fromisoformat(period["end"]) - timedelta(days=1)
    return Page(
        TITLE,
        content["company"],
        who["name"] or who["id"],
        f"{period['key']} ({period['start']} to {last})",
        tuple(_facts(content)),
        tuple(_totals(content)),
        tuple(_parts(content)),
        (*content["notes"], f"Hash of this statement: {content['hash']}"),
        content["booked_at"],
    )


def _visible(value: Any) -> Any:
    """The same content with nothing in its texts that a reader cannot see."""
    if isinstance(value, str):
        return visible(" ".join(value.split("\n")))
    if isinstance(value, Mapping):
        return {key: _visible(part) for key, part in value.items()}
    return [_visible(part) for part in value] if isinstance(value, list) else value


def _facts(content: Content) -> Iterator[tuple[str, str]]:
    yield "Participant", content["participant"]["id"]
    yield "Calendar", content["period"]["calendar"]
    yield "Pay group", content["pay_group"]
    yield "Revision", str(content["revision"])
    yield "Booked", f"{content['booked_at'][:_TO_THE_SECOND].replace('T', ' ')} UTC"


def _totals(content: Content) -> Iterator[str]:
    """What is paid with the period; nothing yet where all plans are blocked."""
    for sums in content["totals"]:
        yield f"{amount_text(sums['total'])} {sums['currency']}"
    if not content["totals"]:
        yield "no amount"


def _parts(content: Content) -> Iterator[Part]:
    yield from (plan_part(plan) for plan in content["plans"])
    beside = beside_part(content)
    if beside is not None:
        yield beside

"""Disputing a number of a result, and how that ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules import CallRefused, NumberRefused, Problem, Trace, amount_problem, minor_units, parse_ratio
from service.adjustments.repository import NewAdjustment
from service.adjustments.use_cases.adjusting import apply_adjustments, ask_for
from service.disputes.repository import (
    DisputeSearch,
    StoredDispute,
    add_dispute,
    add_dispute_step,
    disputes_after,
    find_dispute,
    first_adjustment,
    request_about,
    subject_of_request,
    texts_of,
)
from service.errors import Conflict, NotFound, RequestRefused
from service.participants.repository.people import external_ids_of
from service.participants.use_cases.sight import Sight
from service.runs.use_cases.results import the_result
from service.two_person import Decision, decision_of, write_note
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work

Shown = dict[str, object]
_SUBJECT: Final = "dispute/"
_UNDECIDED: Final = frozenset({"open", "answered"})
_ID_DIGITS_MAX: Final = 18


@dataclass(frozen=True, slots=True)
class Page:
    """How much of a list is asked for, and after what."""

    limit: int
    cursor: str | None = None


def open_dispute(work: Work, sight: Sight, call: Mapping[str, Any], trace: Trace | None) -> int:
    """A new dispute by number. `trace` is how the result came about, which must have the node.

    Raises NotFound for a result that the caller may not see, and RequestRefused.
    """
    _, result = the_result(work, sight, call["result"])
    if result.result_id is None:
        message = "this result only shows what would come of it; dispute the one of a final run"
        raise RequestRefused(Problem("dispute.not_for_pay", "/result", message))
    if trace is None or call["node"] not in trace.nodes:
        message = "the explanation of this result has no such node; take an id from its trace"
        raise RequestRefused(Problem("dispute.unknown_node", "/node", message))
    _must_be_a_value(call["claimed"])
    about = (result.run_id, result.plan_number, result.participant_id, result.result_id)
    claimed = None if call["claimed"] is None else str(call["claimed"])
    dispute_id = add_dispute(work, about, call["kind"], call["node"], claimed)
    write_note(work, _note(result.participant_id, dispute_id), call["text"])
    work.changed("dispute.opened", f"{_SUBJECT}{dispute_id}")
    return dispute_id


def answer_dispute(work: Work, dispute_id: int, text: str) -> None:
    """Say something to it. Raises NotFound and Conflict."""
    _end(work, _undecided(work, dispute_id, {"open"}), "answered", text)


def refuse_dispute(work: Work, dispute_id: int, reason: str) -> None:
    """The number stays as it is, for this reason. Raises NotFound and Conflict."""
    _end(work, _undecided(work, dispute_id), "refused", reason)


def withdraw_dispute(work: Work, search: DisputeSearch, dispute_id: int) -> None:
    """Take it back. Raises NotFound for one about somebody out of reach, and Conflict."""
    _end(work, _undecided(work, dispute_id, search=search), "withdrawn", None)


def adjust_dispute(work: Work, dispute_id: int, call: Mapping[str, Any]) -> None:
    """Ask for an adjustment that ends it once a second person agrees. Raises NotFound, CallRefused and Conflict."""
    dispute = _undecided(work, dispute_id)
    subject = f"{_SUBJECT}{dispute_id}"
    waiting = request_about(work, subject)
    if waiting is not None and decision_of(work, waiting) is None:
        message = "An adjustment of this dispute waits for a decision already; see /v1/approvals."
        raise Conflict(Problem("dispute.adjustment_asked", "path id", message))
    try:
        minor = minor_units(call["amount"], call["currency"])
    except NumberRefused as refused:
        raise CallRefused([amount_problem(refused, "/amount")]) from refused
    if minor == 0:
        raise CallRefused([Problem("adjustment.zero", "/amount", "an adjustment of 0 pays nothing; refuse instead")])
    row = NewAdjustment(dispute.participant_id, minor, call["currency"], call["reason"], call["earning_code"])
    place = (call["calendar"], call["period"], call["pay_group"])
    ask_for(work, place, [row], call["expires_on"], subject=subject)
    work.changed("dispute.adjustment_asked", subject)


def apply_adjustment(work: Work, decision: Decision) -> None:
    """What a decision on adjustments does; one that was asked for a dispute ends it."""
    apply_adjustments(work, decision)
    subject = subject_of_request(work, decision.request_id)
    if decision.verdict != "approved" or not subject.startswith(_SUBJECT):
        return
    dispute = _undecided(work, int(subject.removeprefix(_SUBJECT)))
    add_dispute_step(work, dispute, "adjusted", first_adjustment(work, decision.request_id))
    work.changed("dispute.adjusted", subject)


def get_dispute(work: Work, search: DisputeSearch, dispute_id: int) -> Shown:
    """One dispute with everything that was said; raises NotFound."""
    dispute = _found(work, dispute_id, search)
    request = request_about(work, f"{_SUBJECT}{dispute_id}")
    names = external_ids_of(work, [dispute.participant_id])
    return {
        **_shown(dispute, names),
        "texts": texts_of(work, _note(dispute.participant_id, dispute_id)),
        "adjustment_request": None if request is None else str(request),
    }


def list_disputes(work: Work, search: DisputeSearch, page: Page) -> tuple[Shown, int]:
    """One page of disputes about those within reach, and about how many people they are."""
    after = 0 if page.cursor is None else _id_in(page.cursor)
    rows = disputes_after(work, search, after, page.limit + 1)
    shown, has_more = rows[: page.limit], len(rows) > page.limit
    names = external_ids_of(work, {row.participant_id for row in shown})
    body: Shown = {
        "data": [_shown(row, names) for row in shown],
        "has_more": has_more,
        "next_cursor": make_cursor(str(shown[-1].id)) if has_more else None,
    }
    return body, len({row.participant_id for row in shown})


def _shown(dispute: StoredDispute, names: Mapping[int, str]) -> Shown:
    return {
        "id": str(dispute.id),
        "result": f"{dispute.run_id}-{dispute.plan_number}-{dispute.participant_id}",
        "participant": names.get(dispute.participant_id),
        "kind": dispute.kind,
        "node": dispute.node,
        "claimed": dispute.claimed,
        "by": str(dispute.by_id),
        "at": moment_text(dispute.at),
        "state": dispute.state,
        "adjustment": None if dispute.adjustment_id is None else str(dispute.adjustment_id),
    }


def _end(work: Work, dispute: StoredDispute, state: str, text: str | None) -> None:
    add_dispute_step(work, dispute, state)
    if text is not None:
        write_note(work, _note(dispute.participant_id, dispute.id), text)
    work.changed("dispute.moved", f"{_SUBJECT}{dispute.id}", after=state)


def _undecided(
    work: Work, dispute_id: int, states: set[str] | frozenset[str] = _UNDECIDED, search: DisputeSearch | None = None
) -> StoredDispute:
    dispute = _found(work, dispute_id, search)
    if dispute.state not in states:
        message = f"This dispute is {dispute.state}; that does not take this step."
        raise Conflict(Problem("dispute.wrong_state", "path id", message))
    return dispute


def _found(work: Work, dispute_id: int, search: DisputeSearch | None) -> StoredDispute:
    dispute = find_dispute(work, dispute_id, search)
    if dispute is None:
        message = "There is no such dispute; GET /v1/disputes lists them."
        raise NotFound(Problem("dispute.not_found", "path id", message))
    return dispute


def _must_be_a_value(claimed: object) -> None:
    if claimed is None:
        return
    try:
        parse_ratio(claimed)
    except NumberRefused as refused:
        raise CallRefused([amount_problem(refused, "/claimed")]) from refused


def _note(participant_id: int, dispute_id: int) -> str:
    return f"participant/{participant_id}/dispute/{dispute_id}"


def _id_in(cursor: str) -> int:
    text = read_cursor(cursor)
    if not (text.isascii() and text.isdecimal() and len(text) <= _ID_DIGITS_MAX):
        raise bad_cursor()
    return int(text)

"""Reading payments and their lines."""

from collections.abc import Sequence

from rules import Problem
from service.errors import NotFound
from service.payments.formats.lines import PaidLine, amount_of
from service.payments.repository.payments import (
    PaymentSearch,
    StoredPayment,
    find_payment,
    lines_after,
    payments_before,
)
from service.payments.repository.receipts import StoredReceipt, receipts_of
from service.payments.use_cases.canonical import read_text
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work, record_reading


def the_payment(work: Work, payment_id: int) -> StoredPayment:
    """The payment; raises NotFound."""
    payment = find_payment(work, payment_id)
    if payment is None:
        message = "There is no such payment; GET /v1/payments lists them."
        raise NotFound(Problem("payment.not_found", "path id", message))
    return payment


def get_payment(work: Work, payment_id: int) -> dict[str, object]:
    """One payment as answers show it; raises NotFound."""
    payment = the_payment(work, payment_id)
    return _shown(payment, receipts_of(work, [payment.id]))


def list_payments(work: Work, search: PaymentSearch, limit: int, cursor: str | None) -> dict[str, object]:
    """One page of payments, the newest first; raises RequestRefused for a cursor that no page gave out."""
    found = payments_before(work, search, None if cursor is None else number_in(cursor), limit + 1)
    has_more = len(found) > limit
    payments = found[:limit]
    receipts = receipts_of(work, [payment.id for payment in payments])
    return {
        "data": [_shown(payment, receipts) for payment in payments],
        "has_more": has_more,
        "next_cursor": make_cursor(str(payments[-1].id)) if has_more else None,
    }


def list_lines(work: Work, payment_id: int, limit: int, cursor: str | None) -> dict[str, object]:
    """One page of a payment's lines; the reading is written down. Raises NotFound, and RequestRefused for a cursor."""
    payment = the_payment(work, payment_id)
    found = list(lines_after(work, payment.id, 0 if cursor is None else number_in(cursor), limit + 1))
    has_more = len(found) > limit
    lines = found[:limit]
    record_reading(work, "list_payment_lines", f"payment/{payment.id}", len({line.person.number for line in lines}))
    return {
        "data": [_line_shown(line) for line in lines],
        "has_more": has_more,
        "next_cursor": make_cursor(str(lines[-1].number)) if has_more else None,
    }


def number_in(cursor: str) -> int:
    """The number after which a page starts; raises RequestRefused."""
    text = read_cursor(cursor)
    if not (text.isascii() and text.isdecimal()) or int(text) >= 2**62:
        raise bad_cursor()
    return int(text)


def _shown(payment: StoredPayment, receipts: Sequence[StoredReceipt]) -> dict[str, object]:
    said = [receipt.state for receipt in receipts if receipt.payment_id == payment.id]
    return {
        "id": str(payment.id),
        "number": payment.number,
        "kind": payment.kind,
        "calendar": payment.calendar,
        "period": payment.period.key,
        "pay_group": payment.pay_group,
        "run": str(payment.run_id),
        "lines": payment.lines,
        "totals": read_text(payment.totals),
        "hash": payment.content_hash,
        "receipt": said[-1] if said else None,
        "by": str(payment.by_id),
        "at": moment_text(payment.at),
    }


def _line_shown(line: PaidLine) -> dict[str, object]:
    return {
        "line": line.number,
        "participant": line.person.external_id,
        "plan": line.plan,
        "component": line.component,
        "earning_code": line.earning_code,
        "cost_centre": line.cost_centre,
        "earned_period": line.earned.key,
        "paid_period": line.paid.key,
        "amount": amount_of(line.minor, line.currency),
        "currency": line.currency,
    }

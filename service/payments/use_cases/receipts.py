"""What payroll said of a payment."""

from rules import Problem, pointer
from service.errors import RequestRefused
from service.payments.repository.receipts import StoredReceipt, add_receipt, receipts_of
from service.payments.schemas.payments import ReceiptCall
from service.payments.use_cases.canonical import canonical_text, read_text, text_hash
from service.payments.use_cases.reading import the_payment
from service.web.moments import moment_text
from service.work import Work


def note_receipt(work: Work, payment_id: int, call: ReceiptCall) -> str:
    """Keep it, by id; raises NotFound, and RequestRefused for lines that the payment does not have."""
    payment = the_payment(work, payment_id)
    problems, seen = [], set[int]()
    for place, each in enumerate(call.lines):
        if each.line > payment.lines or each.line in seen:
            message = f"name lines from 1 to {payment.lines}, each once"
            problems.append(Problem("payment.receipt_line", pointer("lines", place, "line"), message))
        seen.add(each.line)
    if (call.state == "partly") != bool(call.lines):
        message = "name the lines of a payment that was taken in part, and none of one that was taken or refused whole"
        problems.append(Problem("payment.receipt_lines", "/lines", message))
    if problems:
        raise RequestRefused(problems)
    document = canonical_text([each.model_dump() for each in call.lines])
    receipt = add_receipt(work, payment.id, call.state, call.reference, document)
    work.changed(f"payment.{call.state}", f"payment/{payment.id}/receipt/{receipt}", after=text_hash(document))
    return str(receipt)


def get_receipt(work: Work, payment_id: int, receipt: int) -> dict[str, object]:
    """One answer of payroll, which is known to be there."""
    (found,) = (each for each in receipts_of(work, [payment_id]) if each.id == receipt)
    return _shown(found)


def list_receipts(work: Work, payment_id: int) -> dict[str, object]:
    """Everything that payroll said, in order; raises NotFound."""
    return {"data": [_shown(each) for each in receipts_of(work, [the_payment(work, payment_id).id])]}


def _shown(receipt: StoredReceipt) -> dict[str, object]:
    return {
        "id": str(receipt.id),
        "state": receipt.state,
        "reference": receipt.reference,
        "lines": read_text(receipt.document),
        "by": str(receipt.by_id),
        "at": moment_text(receipt.at),
    }

"""`bonus payments`: payments, their files, and what payroll said of them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from rules import Problem, pointer
from service.cli.findings import end_with, refusals
from service.cli.remote import Sending, remote
from service.cli.screen import show, visible
from service.files.results.written_whole import written_whole
from service.web.json_text import json_bytes

_KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be paid; one participant off-cycle, everybody otherwise."""

    calendar: str
    period: str
    pay_group: str
    participant: str | None


def run_create(wanted: Wanted, once: str | None) -> None:
    """Make the payment, and show its id and what it adds up to."""
    call: dict[str, Any] = {"calendar": wanted.calendar, "period": wanted.period, "pay_group": wanted.pay_group}
    if wanted.participant is not None:
        call |= {"kind": "off_cycle", "participant": wanted.participant}
    headers = {"Idempotency-Key": once or secrets.token_hex(_KEY_BYTES)}
    with refusals("payments create"), remote() as service:
        made = service.ask("POST", "/v1/payments", sending=Sending.of_json(call), headers=headers).document()
    show(Text(f"Payment {made['id']}: {made['lines']} lines"))
    for total in made["totals"]:
        show(Text(f"  {total['currency']} {total['amount']}"))


def run_export(payment: int, path: Path, file_format: str, mapping: str | None) -> None:
    """The file and its manifest, each there whole or not at all."""
    call = {"format": file_format, **({} if mapping is None else {"mapping": mapping})}
    place = f"/v1/payments/{payment}/exports"
    with refusals(str(path)), remote() as service:
        made = service.ask("POST", place, sending=Sending.of_json(call)).document()
        content = service.ask("GET", f"{place}/{made['id']}").content
        with written_whole(path) as stream:
            stream.write(content)
        with written_whole(path.with_name(f"{path.name}.manifest.json")) as stream:
            stream.write(json_bytes(made["manifest"]) + b"\n")
    show(Text(f"Written: {visible(str(path))} (SHA-256 {made['sha256']})"))


def run_receipt(payment: int, state: str, reference: str | None, refused: Sequence[str]) -> None:
    """Note what payroll said; `refused` are lines as `3` or, with payroll's code of the reason, `3=E12`."""
    call: dict[str, Any] = {"state": state, **({} if reference is None else {"reference": reference})}
    if refused:
        call["lines"] = [_refused_line(place, each) for place, each in enumerate(refused)]
    with refusals("payments receipt"), remote() as service:
        service.ask("POST", f"/v1/payments/{payment}/receipts", sending=Sending.of_json(call))
    show(Text(f"Noted: payment {payment} {state}"))


def _refused_line(place: int, text: str) -> dict[str, object]:
    number, _, code = text.partition("=")
    if not (number.isascii() and number.isdecimal()):
        message = "name a line by its number, with payroll's code after = if there is one, such as 3=E12"
        end_with([Problem("payment.receipt_line", pointer("lines", place, "line"), message)], "--rejected")
    return {"line": int(number), "state": "rejected", **({"code": code} if code else {})}

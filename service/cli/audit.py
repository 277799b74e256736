"""`bonus audit`: verifying the audit beside the service, and what is needed to verify it somewhere else."""

import json
from pathlib import Path

import typer
from rich.text import Text

from service.audit.signed_head import SignedHead, read_signed_head
from service.audit.signing_key import make_key_file
from service.audit.use_cases import take_head
from service.audit.verify import Asked, Report, verify
from service.cli.findings import REFUSED, finding_lines, refusals
from service.cli.screen import show, show_text, tell
from service.cli.store import named_store, opened_store
from service.clock import now
from service.files.documents import read_document
from service.store.snapshot import in_snapshot
from service.web.moments import moment_text
from service.work import Actor, reading

_NOBODY = Actor(0)
_SHOWN_MAX = 20


def run_make_key(path: Path) -> None:
    """Write a new key, and print its public half."""
    with refusals(str(path)):
        public_key = make_key_file(path)
    show_text(f"{public_key}\n")
    tell(Text("The public key of the audit. Keep it where nobody who runs the database can change it."))


def run_head() -> None:
    """Print the head of the audit, signed with the key of BONUS_AUDIT_KEY_FILE if there is one."""
    with opened_store() as store, refusals("audit"):
        key_file = store.settings.audit_key_file
        head = reading(store.database, _NOBODY, lambda work: take_head(work, key_file))
    show_text(json.dumps(head.to_json(), indent=2) + "\n")


def run_verify(head: Path | None, public_key: str | None, *, deep: bool, as_json: bool) -> None:
    """Verify and tell; exit code 1 if anything is not as it was written."""
    asked = Asked(deep, None if head is None else _read(head), public_key)
    with named_store() as store, refusals("audit"):
        report = in_snapshot(store.database, lambda connection: verify(connection, asked, moment_text(now())))
    if as_json:
        show_text(json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n")
    else:
        _print(report, asked)
    if not report.is_intact:
        raise typer.Exit(REFUSED)


def _read(path: Path) -> SignedHead:
    with refusals(str(path)):
        return read_signed_head(read_document(path, "a head"))


def _print(report: Report, asked: Asked) -> None:
    counted = f"{report.entries} entries" + (f", {report.rows} rows" if asked.deep else "")
    if report.is_intact:
        show(Text("intact: ", style="bold green").append(counted, style="not bold default"))
    else:
        total = len(report.problems) + report.more
        told = f"{total} finding{'s' if total > 1 else ''} in {counted}; the first one is where it starts"
        show(Text("NOT INTACT: ", style="bold red").append(told, style="not bold default"))
    for problem in report.problems[:_SHOWN_MAX]:
        show(*finding_lines(problem, "", None, style="bold red"))
    hidden = len(report.problems) + report.more - _SHOWN_MAX
    if hidden > 0:
        show(Text(f"and {hidden} more", style="dim"))
    if report.erased:
        show(Text(f"{report.erased} erased: what named these people is gone and cannot be checked", style="dim"))
    for note in report.notes:
        show(Text(f"note: {note}", style="dim"))
    show(Text(f"head: entry {report.head.seq}, {report.head.hash}", style="dim"))

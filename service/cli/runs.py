"""`bonus runs start`, `watch` and `list`: runs of a running service on the screen."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import typer
from rich.text import Text

from rules import Problem
from service.cli.findings import end_with, refusals
from service.cli.people_table import plain_table
from service.cli.remote import Remote, Sending, remote
from service.cli.screen import show, visible
from service.figures import amount_text, count_text

_EVERY_SECONDS: Final = 1.0
_SOMEBODY_BLOCKED: Final = 3
_ENDED: Final = frozenset({"finished", "failed", "cancelled"})

Run = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GivenRun:
    """What is to be computed."""

    calendar: str
    period: str
    kind: str
    pay_group: str
    plans: list[str] | None
    as_of: str | None

    def sending(self) -> Sending:
        """The body of the request."""
        given = {"plans": self.plans or None, "as_of": self.as_of}
        body = {"calendar": self.calendar, "period": self.period, "kind": self.kind, "pay_group": self.pay_group}
        return Sending.of_json(body | {name: value for name, value in given.items() if value is not None})


def run_start(given: GivenRun, *, watch: bool) -> None:
    """Start a run, and with `watch` follow it to its end."""
    with refusals(""), remote() as service:
        headers = {"Idempotency-Key": secrets.token_hex(16)}
        run = service.ask("POST", "/v1/runs", sending=given.sending(), headers=headers).document()
        show(Text(f"Run {run['id']} is {run['state']}"))
        if watch:
            _follow(service, int(run["id"]))


def run_watch(run_id: int) -> None:
    """Follow a run to its end."""
    with refusals(""), remote() as service:
        _follow(service, run_id)


def run_list(period: str | None, count: int) -> None:
    """The newest runs."""
    query = {"limit": str(count)} if period is None else {"limit": str(count), "period": period}
    with refusals(""), remote() as service:
        runs = service.ask("GET", "/v1/runs", query=query).document()["data"]
    table = plain_table()
    for heading in ("run", "kind", "period", "pay group", "state"):
        table.add_column(heading, no_wrap=True)
    table.add_column("people", justify="right", no_wrap=True)
    table.add_column("paid", ratio=1)
    for run in runs:
        people = count_text(run["progress"]["people"])
        place = (visible(run["period"]), visible(run["pay_group"]))
        table.add_row(run["id"], run["kind"], *place, run["state"], people, _totals(run))
    show(table)


def _follow(service: Remote, run_id: int) -> None:
    said = ""
    while True:
        run = service.ask("GET", f"/v1/runs/{run_id}").document()
        line = _line(run)
        if line != said:
            show(Text(line))
            said = line
        if run["state"] in _ENDED:
            _end(run)
            return
        time.sleep(_EVERY_SECONDS)


def _line(run: Run) -> str:
    progress = run["progress"]
    people = f"{count_text(progress['done'])} of {count_text(progress['people'])}"
    done = f"{run['state']}: {people}, {progress['percent']} %"
    left = progress["seconds_left"]
    return done if left is None else f"{done}, {count_text(left)} s to go"


def _end(run: Run) -> None:
    if run["problem"] is not None:
        end_with([Problem(run["problem"]["code"], f"run {run['id']}", run["problem"]["message"])])
    if run["state"] != "finished":
        end_with([Problem("run.cancelled", f"run {run['id']}", "somebody cancelled this run; start another one")])
    counts = run["counts"]
    told = ", ".join(f"{count_text(counts[name])} {name}" for name in ("paid", "zero", "blocked"))
    show(Text(f"Total {_totals(run) or 'nothing'}: {told}; {count_text(counts['reused'])} as before"))
    if counts["blocked"]:
        raise typer.Exit(_SOMEBODY_BLOCKED)


def _totals(run: Run) -> str:
    return ", ".join(f"{amount_text(amount)} {currency}" for currency, amount in run["totals"].items())

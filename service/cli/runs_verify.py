"""`bonus runs verify`: every result of a run computed again from what is stored of it, beside the service."""

from collections import Counter
from typing import Final

import typer
from rich.text import Text

from service.access.operators import operator_actor
from service.cli.findings import REFUSED, refusals
from service.cli.operator import os_user
from service.cli.screen import show, tell, visible
from service.cli.store import opened_store
from service.runs.use_cases.replaying import replay_run

_SHOWN_MAX: Final = 20


def run_verify(run_id: int) -> None:
    """Print the places where results differ; exit code 1 if one does not come out the same.

    Values are not shown: they are somebody's pay. `POST /v1/results/{id}/replay` shows them to who may see it.
    """
    verdicts: Counter[str] = Counter()
    with opened_store() as store, refusals(f"run {run_id}"):
        actor = operator_actor(store.database, os_user())
        for found in replay_run(store.database, actor, run_id):
            verdict = found.replay.verdict
            verdicts[verdict] += 1
            if verdict != "identical" and sum(verdicts.values()) - verdicts["identical"] <= _SHOWN_MAX:
                places = ", ".join(visible(each.path) for each in found.replay.differences[:_SHOWN_MAX])
                tell(Text(f"{found.id}  {verdict}  {places}".rstrip(), style="red"))
    told = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(verdicts.items()))
    show(Text(f"Run {run_id}: {told or 'no results'}"))
    if set(verdicts) - {"identical"}:
        raise typer.Exit(REFUSED)

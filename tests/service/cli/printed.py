"""A statement as it looks on a wide screen, runs of spaces made two, none at the ends of lines."""

import io
import re

from rich.console import Console

from rules import Period, ResultBatch, trace_of
from service.cli.statement import statement


def printed(batch: ResultBatch, row: int = 0, period: Period | None = None) -> str:
    """The statement of one person of a batch."""
    compiled = batch.sheet.compiled
    stream = io.StringIO()
    head = {"plan": {"key": compiled.plan.key, "hash": compiled.hash, "version": None}, "engine": "0"}
    console = Console(file=stream, width=140)
    for part in statement(batch.result(row), compiled, head, period, trace_of(batch.sheet, row)):
        console.print(part)
    return re.sub(" +\n", "\n", re.sub(" {2,}", "  ", stream.getvalue()))

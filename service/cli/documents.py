"""`bonus catalog` and `bonus schema`: documents that come with the engine."""

import json
from pathlib import Path

from rich.text import Text

from rules import Problem, plan_json_schema
from service.catalog import catalog_document, catalog_keys, catalog_text
from service.cli.findings import end_with, refusals
from service.cli.people_table import plain_table
from service.cli.screen import show, show_text, visible
from service.files.results.written_whole import written_whole


def run_catalog(key: str | None) -> None:
    """The list of shipped plans, or one of them as the JSON document it is."""
    if key is None:
        _list_plans()
    elif key in catalog_keys():
        show_text(catalog_text(key))
    else:
        end_with([Problem("plan.not_found", "", "no shipped plan has this key; `bonus catalog` lists them")], key)


def run_schema(out: Path | None) -> None:
    """The JSON Schema of plan documents."""
    give(json.dumps(plan_json_schema(), ensure_ascii=False, indent=2) + "\n", out)


def give(text: str, out: Path | None) -> None:
    """Print a finished document, or write it to a file that is there whole or not at all."""
    if out is None:
        show_text(text)
        return
    with refusals(str(out)), written_whole(out) as stream:
        stream.write(text.encode("utf-8"))


def _list_plans() -> None:
    table = plain_table()
    table.add_column("plan", no_wrap=True)
    table.add_column("title", ratio=1)
    table.add_column("every")
    table.add_column("currency")
    for key in catalog_keys():
        document = catalog_document(key)
        title, frequency, currency = (visible(str(document[part])) for part in ("title", "frequency", "currency"))
        table.add_row(key, title, frequency.replace("_", " "), currency)
    show(table)
    show(Text("\nbonus catalog PLAN prints one of them; check, calculate and explain take its name as PLAN."))

"""Whatever a shipped plan pays, its statement and its explanation can be printed for every person and period."""

import pytest

from rules import compile_plan, line_titles, parse_plan, trace_of, trace_text
from rules.examples.run import run_examples
from service.catalog import catalog_document, catalog_keys
from service.figures import amount_text
from tests.service.cli.printed import printed


@pytest.mark.parametrize("key", catalog_keys())
def test_everybody_has_a_statement_and_an_explanation(key: str) -> None:
    compiled = compile_plan(parse_plan(catalog_document(key)))
    titles = line_titles(compiled.plan)
    scenes = [scene for run in run_examples(compiled) for scene in run.scenes]
    assert scenes
    for scene in scenes:
        for row in range(scene.batch.size):
            text = printed(scene.batch, row, scene.period)
            for line in scene.batch.result(row)["components"]:
                assert titles[line["key"]] in text
                assert amount_text(line["amount"]) in text
            tree = trace_text(trace_of(scene.batch.sheet, row))
            assert "total = " in tree
            assert "None" not in text + tree

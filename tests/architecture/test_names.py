"""Names say something: no catch-all files, no verbs that mean nothing."""

import re

import pytest

from tests.architecture.sources import EVERYTHING, functions, python_files, relative, tree_of

EMPTY_NOUNS = re.compile(r"(^|_)(utils?|helpers?|commons?|managers?|misc|stuff|models?)(_|$)")
EMPTY_VERBS = re.compile(r"^_*(handle|process|manage|do|perform)(_|$)")
OVERRIDDEN = {
    *("process_bind_param", "process_result_value"),  # SQLAlchemy, for what our column types define
    *("handle_starttag", "handle_endtag", "handle_data"),  # the parser of HTML in the standard library
}
"""Names that libraries gave to what we define for them."""


def test_no_file_has_an_empty_name() -> None:
    named = {part for path in python_files(*EVERYTHING) for part in relative(path).removesuffix(".py").split("/")[1:]}
    assert {name for name in named if EMPTY_NOUNS.search(name)} == set()


def test_no_function_has_an_empty_verb() -> None:
    found = [
        f"{relative(path)}:{function.lineno}: {function.name}"
        for path in python_files(*EVERYTHING)
        for function in functions(tree_of(path))
        if EMPTY_VERBS.search(function.name) and function.name not in OVERRIDDEN
    ]
    assert found == []


@pytest.mark.parametrize("name", ["utils", "plan_helpers", "common", "cache_manager"])
def test_empty_nouns_are_found(name: str) -> None:
    assert EMPTY_NOUNS.search(name)


@pytest.mark.parametrize("name", ["handle_row", "_process", "do", "manage_plans"])
def test_empty_verbs_are_found(name: str) -> None:
    assert EMPTY_VERBS.search(name)


@pytest.mark.parametrize("name", ["document", "done", "processing_order", "handler_of"])
def test_other_words_are_left_alone(name: str) -> None:
    assert not EMPTY_VERBS.search(name)

"""Every code that the engine or the service can give is explained in docs/problems.md, and nothing else is."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.architecture.sources import CODE, ROOT, python_files, relative, tree_of

DOCUMENTED = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)
DOTTED = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z][a-z0-9_]*")
# Names of the formula language, and of a file, that look like codes of an area.
NO_CODES = {
    "period.days",
    "period.days_in_force",
    "period.index",
    "period.month",
    "period.quarter",
    "plan.json",
}
# Codes that no line of code spells out, with the module that puts them together.
COMPUTED = {
    "fact.not_a_number": "rules/engine/observations.py",
    "fact.not_finite": "rules/engine/observations.py",
    "fact.too_large": "rules/engine/observations.py",
    "fact.too_many_places": "rules/engine/observations.py",
    "fact.unknown_key": "rules/engine/receive.py",
    "input.unknown_key": "rules/engine/receive.py",
}


@cache
def documented() -> dict[str, str]:
    """Code → meaning, as the document has it."""
    return dict(DOCUMENTED.findall((ROOT / "docs" / "problems.md").read_text(encoding="utf-8")))


@cache
def spelled_out() -> dict[str, str]:
    """Code → one place in the source that spells it out."""
    areas = {code.split(".")[0] for code in documented() if DOTTED.fullmatch(code)}
    found: dict[str, str] = {}
    for path in python_files(*CODE):
        for node in ast.walk(tree_of(path)):
            for code in [*codes_by_area(node, areas), *codes_of_problem(node)]:
                found.setdefault(code, f"{relative(path)}:{getattr(node, 'lineno', 0)}")
    return found


def codes_by_area(node: ast.AST, areas: set[str]) -> Iterator[str]:
    """A text of the form area.what whose area is one of the document's."""
    match node:
        case ast.Constant(value=str() as text) if DOTTED.fullmatch(text) and text not in NO_CODES:
            if text.split(".")[0] in areas:
                yield text


def codes_of_problem(node: ast.AST) -> Iterator[str]:
    """The code of a `Problem(…)` where it is written in place, whatever its form; `gate_closed:…` for an f-string."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"):
        return
    named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
    match (*node.args[:1], *named):
        case (ast.Constant(value=str() as code),):
            yield code
        case (ast.JoinedStr(values=[ast.Constant(value=str() as start), *_]),):
            yield f"{start}…"


def test_the_scan_finds_codes() -> None:
    assert {"formula.unknown_name", "plan.weights_sum", "fact.missing", "gross_zero"} <= set(spelled_out())


def test_every_code_is_documented() -> None:
    assert {code: place for code, place in spelled_out().items() if code not in documented()} == {}


def test_every_documented_code_exists() -> None:
    assert set(documented()) - set(spelled_out()) - set(COMPUTED) == set()


def test_computed_codes_come_from_a_module_that_exists() -> None:
    assert {code for code, module in COMPUTED.items() if not (ROOT / module).exists()} == set()
    assert set(COMPUTED) & set(spelled_out()) == set()


def test_the_document_lists_each_code_once_and_in_order() -> None:
    text = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        codes = [code for code, _ in DOCUMENTED.findall(section)]
        assert codes == sorted(set(codes)), section.splitlines()[0]
    assert len(DOCUMENTED.findall(text)) == len(documented())

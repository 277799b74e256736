"""docs/problems.md lists every code that the code gives and no other, with its meaning and what to do."""

import ast
import re
from functools import cache
from pathlib import Path

from rules.check.codes import FIT_CODES, LINT_CODES, SAMPLE_CODES
from rules.formula.codes import CODES
from tests.contract.markdown import ROOT, codes_in, tables_of

DOCUMENT = "docs/problems.md"
COLUMNS = ("code", "meaning", "what to do")
DOTTED = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z][a-z0-9_]*")
# Tables of codes say what a code means; they do not give it.
TABLES = {"rules/check/codes.py", "rules/formula/codes.py", "service/web/problems.py"}
NO_CODES = re.compile(
    r"(period|rating|revenue|bonus|uvicorn|http|opentelemetry)\..+|service\.(name|version|statements)|.+\.(json|html)"
    r"|participants?\.(erased|created|changed)"
)
"""Names of formulas, of loggers, of spans, of files and of what the audit is asked for that have the form of a code."""
TABLES_OF_THE_STORE = "service/store/tables/"
"""There, `table.column` is what a key points at."""
AUDIT_WORDS = {"changed", "create", "record_reading"}
"""What these are told first is the name of an operation for the audit."""
# Codes that are put together from two parts, as the one that stands in the code.
COMPUTED = {
    f"fact.{what}": f"number.{what}" for what in ("not_a_number", "not_finite", "too_large", "too_many_places")
} | {
    "fact.not_a_boolean": "input.not_a_boolean",
    "fact.unknown_key": "{what}.unknown_key",
    "input.unknown_key": "{what}.unknown_key",
}


@cache
def documented() -> dict[str, tuple[str, str]]:
    """Code → meaning and what to do."""
    rows = [row for table in tables_of(DOCUMENT) for row in table.rows]
    found = {codes_in(code)[0]: (meaning, advice) for code, meaning, advice in rows}
    assert len(found) == len(rows), "a code stands twice"
    return found


@cache
def texts() -> frozenset[str]:
    """Every text in the code that may be a code; of a text with places to fill in, what stands around them."""
    found: set[str] = set()
    for path in modules():
        found |= texts_of(path)
    return frozenset(found)


def modules() -> list[Path]:
    """Every module but the tables of codes and those of the database."""
    files = [path for folder in ("rules", "service") for path in sorted((ROOT / folder).rglob("*.py"))]
    names = {path: path.relative_to(ROOT).as_posix() for path in files}
    return [path for path in files if names[path] not in TABLES and not names[path].startswith(TABLES_OF_THE_STORE)]


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def texts_of(path: Path) -> set[str]:
    found = set()
    operations = {operation for node in nodes_of(path) for operation in operation_in(node)}
    for node in nodes_of(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in operations:
            found.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            found.add(ast.unparse(node)[2:-1])
    return found


def operation_in(node: ast.AST) -> list[ast.AST]:
    """The names of operations that a call is told, which look like codes."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=arguments) if name in AUDIT_WORDS:
            return [argument for argument in arguments if isinstance(argument, ast.Constant)]
    return []


def first_texts(path: Path) -> set[str]:
    """What every `Problem(…)` of a file spells out as its code; `gate_closed:…` for a text with places to fill in."""
    found = set()
    for node in nodes_of(path):
        match node:
            case ast.Call(func=ast.Name("Problem"), args=[ast.Constant(value=str() as code), *_]):
                found.add(code)
            case ast.Call(
                func=ast.Name("Problem"), args=[ast.JoinedStr(values=[ast.Constant(value=str() as start), *_]), *_]
            ):
                found.add(f"{start}…")
    return found


def given(code: str) -> bool:
    """Whether some line of the code gives this code."""
    if code.endswith("…"):
        return any(text.startswith(code.removesuffix("…") + "{") for text in texts())
    return code in texts() or COMPUTED.get(code) in texts()


def test_every_code_is_documented() -> None:
    codes = {text for text in texts() if DOTTED.fullmatch(text) and not NO_CODES.fullmatch(text)}
    codes |= {code for path in modules() for code in first_texts(path)}
    assert {"formula.unknown_name", "plan.weights_sum", "file.not_csv", "gross_zero", "gate_closed:…"} <= codes
    assert codes - documented().keys() == set()


def test_every_documented_code_is_given_somewhere() -> None:
    assert {code for code in documented() if not given(code)} == set()
    assert not given("plan.never_heard_of")
    assert not given("never_heard_of:…")


def test_every_code_says_what_it_means_and_what_to_do() -> None:
    assert {table.columns for table in tables_of(DOCUMENT)} == {COLUMNS}
    assert {code for code, words in documented().items() if not all(words)} == set()


def test_meanings_are_those_of_the_code() -> None:
    warnings = {code: f"warning: {meaning}" for code, meaning in {**LINT_CODES, **SAMPLE_CODES}.items()}
    meanings = {code: meaning.replace("|", "\\|") for code, meaning in {**CODES, **FIT_CODES, **warnings}.items()}
    assert {code: documented()[code][0] for code in meanings} == meanings


def test_codes_stand_in_order() -> None:
    for table in tables_of(DOCUMENT):
        codes = [codes_in(row[0])[0] for row in table.rows]
        assert codes == sorted(codes)

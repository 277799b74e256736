"""From tokens to a syntax tree of Python, positions counted in the formula's own text."""

import ast
from collections.abc import Sequence

from rules.formula.findings import Findings
from rules.formula.layout import TOO_DEEP
from rules.formula.lexicon import Token
from rules.formula.text import Scanned

_BINARY = frozenset({"+", "-", "*", "/", "<", ">", "<=", ">=", "==", "!=", "and", "or", "if", "else", ","})
_PREFIX = frozenset({"+", "-", "not"})


def parse(scanned: Scanned, findings: Findings) -> ast.expr | None:
    """The tree of a text that the scanner let through; None, with a finding, where it is no expression."""
    if scanned.parsable is None:
        return None
    source = scanned.parsable.lstrip(" ")
    indent = len(scanned.parsable) - len(source)
    already_refused = bool(findings)
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError) as refused:
        # With stand-ins in the text the parser may complain about them; what was refused is reported already.
        if not already_refused:
            _explain(scanned.tokens, findings, _offset_of(refused, source) + indent)
        return None
    except (MemoryError, RecursionError):
        findings.add("formula.too_deep", indent, TOO_DEEP)
        return None
    _moved(tree, indent)
    return tree


def _moved(tree: ast.expr, indent: int) -> None:
    """The parser wants no leading spaces; the positions shall count them all the same."""
    for node in ast.walk(tree):
        if isinstance(node, ast.expr | ast.keyword):
            assert node.end_col_offset is not None
            node.col_offset += indent
            node.end_col_offset += indent


def _offset_of(refused: SyntaxError | ValueError, source: str) -> int:
    offset = refused.offset if isinstance(refused, SyntaxError) else None
    return 0 if offset is None else max(0, min(offset, len(source)) - 1)


def _explain(tokens: Sequence[Token], findings: Findings, offset: int) -> None:
    """Say which two neighbours do not fit; the parser's own words are never shown."""
    value_expected, before = True, ""
    for token in tokens:
        text = "" if token.kind == "word" else token.text
        if value_expected and not (text == ")" and before == "("):
            if text in _BINARY - _PREFIX or text == ")":
                findings.add("formula.syntax", token.start, f"a value is missing before `{text}`")
                return
            value_expected = text in _PREFIX or text == "("
        elif text in _BINARY or text == "(":
            value_expected = True
        elif text == ")":
            value_expected = False
        else:
            findings.add("formula.syntax", token.start, "an operator is missing before this")
            return
        before = text
    if value_expected:
        findings.add("formula.syntax", tokens[-1].start, f"a value is missing after `{before}`")
        return
    unpaired = _if_without_else(tokens)
    if unpaired is not None:
        findings.add("formula.syntax", unpaired, "this `if` has no `else`; write `a if condition else b`")
        return
    message = "this does not read as one expression; put parentheses around the parts"
    findings.add("formula.syntax", offset, message)


def _if_without_else(tokens: Sequence[Token]) -> int | None:
    opened: list[int] = []
    for token in tokens:
        if token.kind == "name" and token.text == "if":
            opened.append(token.start)
        elif token.kind == "name" and token.text == "else" and opened:
            opened.pop()
    return opened[-1] if opened else None

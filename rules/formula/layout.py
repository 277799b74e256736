"""How tokens may stand side by side: parentheses in pairs, no word after a word, no comma before a `)`."""

from collections.abc import Sequence
from itertools import pairwise

from rules.formula.findings import Findings
from rules.formula.lexicon import Token

DEPTH_MAX = 64
"""Levels of nesting, of parentheses and of signs before a value as of the syntax tree."""

TOO_DEEP = "nested deeper than 64 levels; split the formula with named values"

_PREFIX_SIGNS = frozenset({"+", "-", "not"})


def check_layout(tokens: Sequence[Token], findings: Findings) -> bool:
    """Report what the parser would trip over or silently accept; True if the text can be parsed."""
    return all([check(tokens, findings) for check in (_parentheses_fit, _neighbours_fit, _prefixes_fit)])


def _parentheses_fit(tokens: Sequence[Token], findings: Findings) -> bool:
    opened: list[int] = []
    fits = True
    for token in tokens:
        if token.text == "(" and token.kind == "sign":
            opened.append(token.start)
            if len(opened) > DEPTH_MAX:
                findings.add("formula.too_deep", token.start, TOO_DEEP)
                return False
        elif token.text == ")" and token.kind == "sign":
            if opened:
                opened.pop()
                continue
            findings.add("formula.unopened_parenthesis", token.start, "this `)` closes nothing; remove it")
            fits = False
    for start in opened:
        findings.add("formula.unclosed_parenthesis", start, "this `(` is never closed; add a `)`")
    return fits and not opened


def _neighbours_fit(tokens: Sequence[Token], findings: Findings) -> bool:
    fits = True
    for before, after in pairwise(tokens):
        if before.kind == after.kind == "word":
            findings.add("formula.joined_words", after.start, "two quoted words side by side; write one word")
            fits = False
        if before.text == "," and after.text == ")":
            findings.add("formula.trailing_comma", before.start, "nothing follows this comma; remove it")
            fits = False
    return fits


def _prefixes_fit(tokens: Sequence[Token], findings: Findings) -> bool:
    """A long run of signs would exhaust the parser before the depth of its tree could be measured."""
    run = 0
    for token in tokens:
        run = run + 1 if token.kind != "word" and token.text in _PREFIX_SIGNS else 0
        if run > DEPTH_MAX:
            findings.add("formula.too_deep", token.start, TOO_DEEP)
            return False
    return True

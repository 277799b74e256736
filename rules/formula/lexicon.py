"""The alphabet of the language: how text falls into tokens, and what is refused with which words."""

import re
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["number", "name", "word", "sign"]

ALLOWED_KEYWORDS = frozenset({"and", "or", "not", "if", "else"})
ALLOWED_SIGNS = frozenset({"+", "-", "*", "/", "<", ">", "<=", ">=", "==", "!=", "(", ")", ","})

PATTERN = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
  | (?P<non_ascii>[^\x00-\x7f]+)
  | (?P<control>[\x00-\x1f\x7f]+)
  | (?P<prefix>[rRbBuUfFtT]{1,3}(?=["']))
  | (?P<word>"[^"]*"|'[^']*')
  | (?P<open_word>["'].*)
  | (?P<number>\.?[0-9](?:[eE][+-]?[0-9]|[A-Za-z0-9_.])*)
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)
  | (?P<comment>\#.*)
  | (?P<sign>\*\*=|//=|<<=|>>=|\.\.\.|:=|==|!=|<=|>=|<>|=>|=<|&&|\|\||\*\*|//|<<|>>|[-+*/%@&|^]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""One alternative always matches, so the text is cut without gaps and in linear time."""


@dataclass(frozen=True, slots=True)
class Token:
    """One part of the text that belongs to the language."""

    kind: TokenKind
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a part is refused. `instead` stands in for it while the rest is checked; None: no rest."""

    code: str
    message: str
    instead: str | None = None


_ASSIGNMENT = Refusal("formula.assignment", "a formula cannot assign; to compare write `==`")
_BITS = "there are no bit operations; for conditions write `and`, `or`, `not`"
_BRACKET = Refusal("formula.bracket", "there are no lists or subscripts; use parentheses or `name.field`")
_BRACE = Refusal("formula.brace", "there are no sets or dictionaries; use parentheses")

REFUSED_SIGNS: dict[str, Refusal] = {
    "**": Refusal("formula.power", "there is no power; multiply, as in `x * x`", "*"),
    "%": Refusal("formula.percent", "`%` has no meaning here; for 5 percent write 0.05 or `5 / 100`", "*"),
    "//": Refusal("formula.floor_division", "there is no `//`; write `floor(a / b)`", "/"),
    "@": Refusal("formula.matrix_product", "`@` has no meaning here; to multiply write `*`", "*"),
    ":=": Refusal("formula.assignment_expression", "a formula cannot assign; declare a named value"),
    "=<": Refusal("formula.comparison_sign", "write `<=`", "<"),
    "=>": Refusal("formula.comparison_sign", "write `>=`", "<"),
    "<>": Refusal("formula.not_sign", "for `not equal` write `!=`", "!="),
    "!": Refusal("formula.not_sign", "for `not` write the word `not`"),
    "&&": Refusal("formula.bit_operator", "write the word `and`"),
    "||": Refusal("formula.bit_operator", "write the word `or`", "or"),
    "^": Refusal("formula.bit_operator", "`^` has no meaning here; multiply, as in `x * x`", "*"),
    "&": Refusal("formula.bit_operator", _BITS),
    "|": Refusal("formula.bit_operator", _BITS),
    "~": Refusal("formula.bit_operator", _BITS, "-"),
    "<<": Refusal("formula.bit_operator", _BITS, "*"),
    ">>": Refusal("formula.bit_operator", _BITS, "*"),
    "...": Refusal("formula.dots", "`...` has no meaning here; write out what is meant"),
    ".": Refusal("formula.attribute", "a dot may only stand inside `name.field`, written without spaces"),
    "[": _BRACKET,
    "]": _BRACKET,
    "{": _BRACE,
    "}": _BRACE,
    ":": Refusal("formula.colon", "a colon has no meaning here; write one expression"),
    ";": Refusal("formula.semicolon", "a formula is one expression; remove the semicolon"),
    "\\": Refusal("formula.backslash", "a backslash has no meaning here; line breaks need none"),
    "=": _ASSIGNMENT,
}
"""Signs outside the language; every sign ending in `=` that is not here or allowed is an assignment."""

_TRUTH = Refusal("formula.constant_word", "there are no truth constants; write a condition, as in `a > b`")

REFUSED_KEYWORDS: dict[str, Refusal] = {
    "lambda": Refusal("formula.lambda", "a formula cannot define functions; declare a named value"),
    "is": Refusal("formula.is", "there is no `is`; write `==` or `!=`", "=="),
    "in": Refusal("formula.in", 'there is no `in`; write `x == "A" or x == "B"`'),
    "True": _TRUTH,
    "False": _TRUTH,
    "None": Refusal("formula.constant_word", "there is no `None`; what is missing is handled by the plan"),
}
"""Python's other keywords share the code `formula.keyword`."""


def sign_refusal(text: str) -> Refusal | None:
    """Why a sign is refused; None if the language has it."""
    if text in ALLOWED_SIGNS:
        return None
    if text in REFUSED_SIGNS:
        return REFUSED_SIGNS[text]
    if text.endswith("="):
        return _ASSIGNMENT
    return Refusal("formula.unknown_character", f"the character `{text}` has no meaning here; remove it")

"""From text to tokens: everything outside the language is refused here, each with its own code and place.

Line breaks and tabs count as spaces; positions are always those of the text as it was given.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction

from rules.formula.findings import Findings
from rules.formula.layout import check_layout
from rules.formula.lexicon import (
    ALLOWED_KEYWORDS,
    PATTERN,
    REFUSED_KEYWORDS,
    Refusal,
    Token,
    sign_refusal,
)
from rules.formula.literals import exact_literal
from rules.formula.lookalikes import non_ascii_message
from rules.formula.signatures import KEYWORDS

CHARACTERS_MAX = 2_000
TOKENS_MAX = 1_000

_LAYOUT_TO_SPACES = str.maketrans("\t\r\n", "   ")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_DOTTED_PARTS = 2


@dataclass(frozen=True, slots=True)
class Scanned:
    """The tokens of a text. `parsable` is one line in which every allowed token stands at its own position.

    Where something was refused and could be put aside, a stand-in takes its place so that the rest is still
    checked; `parsable` is None when that is not possible.
    """

    tokens: tuple[Token, ...]
    literals: dict[int, Fraction]
    parsable: str | None


@dataclass(slots=True)
class _Scanner:
    findings: Findings
    tokens: list[Token] = field(default_factory=list)
    literals: dict[int, Fraction] = field(default_factory=dict)
    stand_ins: list[tuple[int, str, str]] = field(default_factory=list)
    broken: bool = False

    def refuse(self, refusal: Refusal, start: int, text: str) -> None:
        self.findings.add(refusal.code, start, refusal.message)
        if refusal.instead is None:
            self.broken = True
            return
        self.stand_ins.append((start, text, refusal.instead))

    def take(self, group: str, text: str, start: int) -> None:
        match group:
            case "space":
                return
            case "number":
                self.number(text, start)
            case "name":
                self.name(text, start)
            case "word":
                self.word(text, start)
            case "sign":
                self.sign(text, start)
            case _:
                self.refuse(_refusal_of(group, text), start, text)

    def number(self, text: str, start: int) -> None:
        value = exact_literal(text)
        if isinstance(value, Refusal):
            self.refuse(value, start, text)
            value = Fraction(1)
        self.literals[start] = value
        self.tokens.append(Token("number", text, start))

    def name(self, text: str, start: int) -> None:
        parts = text.split(".")
        keywords = [index for index, part in enumerate(parts) if part in KEYWORDS]
        if keywords and text not in ALLOWED_KEYWORDS:
            ahead, word = parts[: keywords[0]], parts[keywords[0]]
            self.refuse(_keyword_refusal(word), start + len(".".join([*ahead, ""])), word)
        elif len(parts) > _DOTTED_PARTS:
            message = "a name has at most one dot, as in `name.field`; values have no attributes"
            self.refuse(Refusal("formula.attribute", message), start + len(".".join(parts[:2])), text)
        elif any(part.startswith("_") or part.endswith("_") or "__" in part for part in parts):
            message = "names neither start nor end with `_` and hold no `__`; use a declared name"
            self.refuse(Refusal("formula.underscore_name", message), start, text)
        self.tokens.append(Token("name", text, start))

    def word(self, text: str, start: int) -> None:
        for offset, character in enumerate(text):
            if character == "\\":
                message = "a backslash has no meaning in a quoted word; write the category's word as declared"
                self.refuse(Refusal("formula.backslash", message), start + offset, character)
            elif _UNPRINTABLE.match(character):
                self.refuse(_refusal_of("control", character), start + offset, character)
            elif _NON_ASCII.match(character):
                self.refuse(_refusal_of("non_ascii", character), start + offset, character)
        self.tokens.append(Token("word", text, start))

    def sign(self, text: str, start: int) -> None:
        refusal = self._argument_refusal(text) or sign_refusal(text)
        if refusal is not None:
            self.refuse(refusal, start, text)
        self.tokens.append(Token("sign", text, start))

    def _argument_refusal(self, text: str) -> Refusal | None:
        """Stars before, and names in front of, the arguments of a call."""
        before = self.tokens[-1].text if self.tokens else ""
        if text in {"*", "**"} and before in {"(", ","}:
            return Refusal("formula.star_argument", "arguments cannot be unpacked; list them one by one")
        is_named = [token.kind for token in self.tokens[-2:]] == ["sign", "name"] and self.tokens[-2].text in "(,"
        if text == "=" and is_named:
            message = "arguments have no names; give them in order (to compare write `==`)"
            return Refusal("formula.keyword_argument", message)
        return None


def scan(text: str, findings: Findings) -> Scanned | None:
    """Cut a text into tokens and report what is not in the language; None if nothing is left to check."""
    if len(text) > CHARACTERS_MAX:
        findings.add("formula.too_long", CHARACTERS_MAX, "more than 2,000 characters; split it with named values")
        return None
    if not text.strip(" \t\r\n"):
        findings.add("formula.empty", 0, "the formula is empty; write an expression")
        return None
    scanner = _Scanner(findings)
    for match in PATTERN.finditer(text):
        if len(scanner.tokens) >= TOKENS_MAX:
            findings.add("formula.too_many_tokens", match.start(), "too many parts; use named values")
            return None
        group = match.lastgroup
        assert group is not None
        scanner.take(group, match.group(), match.start())
    if not scanner.broken:
        scanner.broken = not check_layout(scanner.tokens, findings)
    parsable = None if scanner.broken else _with_stand_ins(text, scanner.stand_ins)
    return Scanned(tuple(scanner.tokens), scanner.literals, parsable)


def _with_stand_ins(text: str, stand_ins: list[tuple[int, str, str]]) -> str:
    for start, refused, instead in stand_ins:
        text = text[:start] + instead.ljust(len(refused)) + text[start + len(refused) :]
    return text.translate(_LAYOUT_TO_SPACES)


def _keyword_refusal(word: str) -> Refusal:
    if word in REFUSED_KEYWORDS:
        return REFUSED_KEYWORDS[word]
    if word in ALLOWED_KEYWORDS:
        return Refusal("formula.keyword", f"`{word}` cannot be part of a dotted name; leave spaces around it")
    return Refusal("formula.keyword", f"`{word}` is not a word of formulas; use a declared name")


def _refusal_of(group: str, text: str) -> Refusal:
    match group:
        case "non_ascii":
            return Refusal("formula.non_ascii", non_ascii_message(text[0]))
        case "control":
            message = f"the control character U+{ord(text[0]):04X} is not allowed here; remove it"
            return Refusal("formula.control_character", message)
        case "prefix":
            return Refusal("formula.string_prefix", 'a quoted word has no prefix; write it as "A"')
        case "open_word":
            return Refusal("formula.unclosed_word", "the quoted word has no closing quote; add it")
        case _:
            return Refusal("formula.comment", "a formula has no comments; put the remark into a title")

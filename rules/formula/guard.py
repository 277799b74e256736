"""The gate in front of evaluation: text → tokens → syntax tree → names and kinds, every problem reported."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.formula.findings import Findings
from rules.formula.infer import KindInference
from rules.formula.kinds import Kind, describe
from rules.formula.names import NO_HINTS, Names, plain_name
from rules.formula.people_calls import PeopleCall
from rules.formula.rewrite import rewrite
from rules.formula.shape import check_shape
from rules.formula.syntax import parse
from rules.formula.text import scan
from rules.problems import Problem


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that passed every check and may be evaluated.

    `tree` holds only allowed nodes: numbers are `Constant(Fraction)`, quoted words `Constant(str)`, names
    plain (`revenue__index`); `col_offset` and `end_col_offset` count in `text`, `lineno` is always 1.
    `uses` are the names to evaluate it with, tables included, as declared and in the order of their first appearance;
    a call over many people is one of them, by its own text, and stands in `people_calls` with what it reads. `declared`
    are all declared names in the text, also those inside such calls. Two formulas are equal when text, kind, uses and
    size are.
    """

    text: str
    tree: ast.expr = field(compare=False, repr=False)
    kind: Kind
    uses: tuple[str, ...]
    nodes: int
    people_calls: tuple[PeopleCall, ...] = ()
    declared: tuple[str, ...] = ()


def check_formula(
    text: str,
    names: Mapping[str, Kind],
    *,
    path: str,
    expects: Kind | None = None,
    groupings: frozenset[str] | None = None,
    suggest: bool = True,
    hints: Mapping[str, str] = NO_HINTS,
) -> tuple[Formula | None, tuple[Problem, ...]]:
    """The checked formula and no problems, or None and every problem with its position in the text.

    `names` are all names that may be used, tables included, dotted ones as `revenue.index`; `path` names the
    formula in the problems; with `expects` the result must be of that kind (for a category: any category).
    `groupings` are the names by which calls over many people may put them into groups; None: no such calls here.
    Without `suggest` an unknown name is not compared with the declared ones, which is slow.
    `hints` say what to write instead of names that are unknown here.
    """
    findings = Findings(path)
    declared = Names(names, findings, groupings=groupings, suggest=suggest, hints=hints)
    formula = _checked(text, declared, findings, expects)
    return (None if findings else formula), findings.in_order()


def _checked(text: str, names: Names, findings: Findings, expects: Kind | None) -> Formula | None:
    scanned = scan(text, findings)
    tree = None if scanned is None else parse(scanned, findings)
    if scanned is None or tree is None:
        return None
    nodes = check_shape(tree, findings)
    if nodes is None:
        return None
    kind = KindInference(names, findings).kind_of(tree)
    if kind is not None and expects is not None and type(kind) is not type(expects):
        message = f"this formula must give {describe(expects)}, but it gives {describe(kind)}"
        findings.add("formula.wrong_kind", scanned.tokens[0].start, message)
    if kind is None or findings:
        return None
    rewritten, people_calls = rewrite(tree, text, scanned.literals)
    return Formula(text, rewritten, kind, _uses(rewritten, names.used, people_calls), nodes, people_calls, names.used)


def _uses(tree: ast.expr, used: tuple[str, ...], people_calls: tuple[PeopleCall, ...]) -> tuple[str, ...]:
    """What is left to look up once the calls over many people are names themselves."""
    if not people_calls:
        return used
    first: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            first[node.id] = min(node.col_offset, first.get(node.id, node.col_offset))
    names = [name for name in (*used, *(call.name for call in people_calls)) if plain_name(name) in first]
    return tuple(sorted(names, key=lambda name: first[plain_name(name)]))

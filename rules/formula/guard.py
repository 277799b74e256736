"""The gate in front of evaluation: text → tokens → syntax tree → names and kinds, every problem reported."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.formula.findings import Findings
from rules.formula.infer import KindInference
from rules.formula.kinds import Kind, describe
from rules.formula.names import Names
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
    `uses` are the declared names, tables included, as declared and in the order of their first appearance.
    Two formulas are equal when text, kind, uses and size are.
    """

    text: str
    tree: ast.expr = field(compare=False, repr=False)
    kind: Kind
    uses: tuple[str, ...]
    nodes: int


def check_formula(
    text: str, names: Mapping[str, Kind], *, path: str, expects: Kind | None = None, suggest: bool = True
) -> tuple[Formula | None, tuple[Problem, ...]]:
    """The checked formula and no problems, or None and every problem with its position in the text.

    `names` are all names that may be used, tables included, dotted ones as `revenue.index`; `path` names the
    formula in the problems; with `expects` the result must be of that kind (for a category: any category).
    Without `suggest` an unknown name is not compared with the declared ones, which is slow.
    """
    findings = Findings(path)
    formula = _checked(text, Names(names, findings, suggest=suggest), findings, expects)
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
    return Formula(text, rewrite(tree, scanned.literals), kind, names.used, nodes)

"""The peer: stock asteval, one person at a time, trees parsed once, literals and values exact fractions."""

import ast
from fractions import Fraction
from typing import Any

from asteval import Interpreter

from benchmarks.workload import ACCELERATED, BANDS, HIGHER, LOWER, OVERDUE, STANDARD, WEIGHTS

_HALF = Fraction(1, 2)


class PerPerson:
    """The same plan written as 13 formulas for asteval."""

    def __init__(self) -> None:
        self.interpreter = Interpreter(
            symtable={"min": min, "max": max}, use_numpy=False, minimal=True, config={"ifexp": True}
        )
        self.formulas = [(name, _exact(self.interpreter.parse(text))) for name, text in _formulas()]

    def evaluate(self, person: dict[str, Fraction]) -> tuple[Fraction, int]:
        """(coefficient, bonus in cents) of one person."""
        symbols: dict[str, Any] = self.interpreter.symtable
        symbols.update(person)
        for name, tree in self.formulas:
            symbols[name] = self.interpreter.run(tree)
        scaled = symbols["bonus"] * 100 + _HALF
        return symbols["coefficient"], scaled.numerator // scaled.denominator


def _exact(tree: ast.AST) -> ast.AST:
    """Literals made exact once, so that the peer does not pay for it at every evaluation."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            exact: Any = Fraction(str(node.value))
            node.value = exact
    return tree


def _formulas() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    cap = "(120 - 80) / (100 - 80)"
    for key in STANDARD:
        found.append((f"{key}_index", f"min(max(({key} - 80) / (100 - 80), 0), {cap})"))
    for key, text, levels in (("accelerated", ACCELERATED, HIGHER), ("overdue", OVERDUE, LOWER)):
        found.append((f"{key}_index", _with_levels(text, key, levels)))
    weighted = [f"{weight} * {key}_index" for key, weight in zip(STANDARD, WEIGHTS, strict=True)]
    found.append(("coefficient", " + ".join([*weighted, "0.1 * accelerated_index", "0.1 * overdue_index"])))
    payout = BANDS[0][2]
    for _, start, factor in BANDS[1:]:
        payout = f"{factor} if coefficient >= {start} else ({payout})"
    found.append(("payout", payout))
    found.append(("bonus", "fund * payout * coefficient"))
    return found


def _with_levels(text: str, key: str, levels: dict[str, str]) -> str:
    tree = ast.parse(text, mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = f"({levels[node.id]})" if node.id in levels else key
    return ast.unparse(tree)

"""Whether a formula's value has an upper limit however good the actuals are.

Not a proof: it looks at how names enter a formula. Inputs, levels and tables of values are given and have limits;
actuals have none; `min`, `clip` and the caps of curves put one on.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

from rules.check.reach import index_reach
from rules.compiled import CompiledPlan
from rules.formula import plain_name
from rules.tables import Marginal


@dataclass(frozen=True, slots=True)
class Ends:
    """`above`, `below`: there is no limit on that side. `because` are the names that bring the lack of one."""

    above: bool = False
    below: bool = False
    because: frozenset[str] = field(default_factory=frozenset)

    def either(self, other: "Ends") -> "Ends":
        """One of the two, or their sum."""
        return Ends(self.above or other.above, self.below or other.below, self.because | other.because)

    def mirrored(self) -> "Ends":
        """The negative."""
        return replace(self, above=self.below, below=self.above)

    def both_ways(self) -> "Ends":
        """Times something of unknown sign."""
        open_end = self.above or self.below
        return replace(self, above=open_end, below=open_end)


LIMITED = Ends()


class Ceilings:
    """The ends of every value of a plan, worked out in the plan's order of evaluation."""

    def __init__(self, compiled: CompiledPlan) -> None:
        self._compiled = compiled
        self._known: dict[str, Ends] = {}
        for node in compiled.order:
            settle = getattr(self, f"_{node.kind}", None)
            if settle is not None:
                settle(node.key)

    def of(self, id_: str) -> Ends:
        """The ends of a formula of the plan."""
        walk = _Walk(self._compiled, self._known)
        return walk.ends(self._compiled.formulas[id_].tree)

    def component(self, key: str) -> Ends:
        """The ends of a component after its own cap."""
        return self._known[key]

    def _actual(self, key: str) -> None:
        self._name(f"{key}.actual", Ends(above=True, below=True, because=frozenset({f"{key}.actual"})))

    def _raw_index(self, key: str) -> None:
        self._name(f"{key}.raw_index", Ends(above=True, below=True, because=frozenset({f"{key}.raw_index"})))

    def _index(self, key: str) -> None:
        reach = index_reach(self._compiled, self._compiled.kpis[key])
        above, below = not reach.limited, reach.low is None
        ends = Ends(above, below, frozenset({f"{key}.index"}) if above or below else frozenset())
        for name in (f"{key}.index", f"{key}.weighted_index"):
            self._name(name, ends)

    def _coefficient(self, _: str) -> None:
        if "/coefficient" in self._compiled.formulas:
            self._name("coefficient", self.of("/coefficient"))
            return
        weighted = (self._known[plain_name(f"{key}.index")] for key in self._compiled.weights)
        self._name("coefficient", reduce(Ends.either, weighted, LIMITED))

    def _value(self, key: str) -> None:
        self._name(key, self.of(f"/values/{key}"))

    def _component(self, key: str) -> None:
        amount = self.of(f"/components/{key}/amount")
        cap = f"/components/{key}/cap"
        self._name(key, least([amount, self.of(cap)]) if cap in self._compiled.formulas else amount)

    def _name(self, dotted: str, ends: Ends) -> None:
        self._known[plain_name(dotted)] = ends


def least(ends: list[Ends]) -> Ends:
    """The ends of the smallest of several values."""
    above = all(end.above for end in ends)
    below = [end for end in ends if end.below]
    because = frozenset[str]().union(*(end.because for end in (ends if above else below)))
    return Ends(above, bool(below), because)


class _Walk:
    """One formula; names that are not among the known ones have limits."""

    def __init__(self, compiled: CompiledPlan, known: Mapping[str, Ends]) -> None:
        self._tables = compiled.tables
        self._known = known

    def ends(self, node: ast.expr) -> Ends:
        """The ends of one part of the formula."""
        match node:
            case ast.Name(id=name):
                return self._known.get(name, LIMITED)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.ends(operand).mirrored()
            case ast.UnaryOp(operand=operand):
                return self.ends(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return _combined(self.ends(left), op, self.ends(right))
            case ast.IfExp(body=body, orelse=orelse):
                return self.ends(body).either(self.ends(orelse))
            case ast.Call(func=ast.Name(id=function), args=arguments):
                return self._call(function, arguments)
        return LIMITED

    def _call(self, function: str, arguments: list[ast.expr]) -> Ends:
        if function == "tier":
            return self._tier(arguments)
        if function in ("rate", "step", "interpolate", "lookup"):
            return LIMITED
        ends = [self.ends(argument) for argument in arguments]
        match function:
            case "min":
                return least(ends)
            case "max":
                return _greatest(ends)
            case "clip":
                return least([_greatest(ends[:2]), ends[2]])
            case "abs":
                return replace(ends[0].both_ways(), below=False)
        return ends[0]

    def _tier(self, arguments: list[ast.expr]) -> Ends:
        """What a marginal table pays; a last tier without a rate pays no more."""
        ends = self.ends(arguments[0])
        table = arguments[1]
        assert isinstance(table, ast.Name)
        marginal = self._tables[table.id]
        assert isinstance(marginal, Marginal)
        return LIMITED if marginal.tiers[-1].rate <= 0 and not ends.below else ends


def _greatest(ends: list[Ends]) -> Ends:
    return least([end.mirrored() for end in ends]).mirrored()


def _combined(left: Ends, op: ast.operator, right: Ends) -> Ends:
    if isinstance(op, ast.Add):
        return left.either(right)
    if isinstance(op, ast.Sub):
        return left.either(right.mirrored())
    # A divisor that follows an actual may come near zero, so it is as open as a factor.
    return left.either(right).both_ways()

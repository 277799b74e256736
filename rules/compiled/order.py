"""The order of evaluation: every value of a plan is a node, and each waits for what its formula reads."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from rules.compiled.scopes import has_coefficient, has_index
from rules.formula import Formula
from rules.plan import KPI_PARTS, LEVELS, Component, Gate, Kpi, Plan
from rules.problems import Problem


class Node(NamedTuple):
    """One thing to compute: `kind` is what, `key` which one (empty where there is only one)."""

    kind: str
    key: str = ""

    @property
    def label(self) -> str:
        """The node as people name it."""
        return f"{self.kind} {self.key}".strip()


TOTAL = Node("total")
WEIGHTS = Node("weights")
COEFFICIENT = Node("coefficient")
RATING = Node("scale", "rating")
_FIELD_NODES = {
    "actual": "actual", "base": "levels", "normal": "levels", "target": "levels", "raw_index": "raw_index",
    "index": "index",
}  # fmt: skip

Graph = dict[Node, set[Node]]


def evaluation_order(plan: Plan, formulas: Mapping[str, Formula]) -> tuple[tuple[Node, ...], tuple[Problem, ...]]:
    """All nodes in an order that respects every dependency, or the problem of the cycle that prevents one."""
    graph = dependencies(plan, formulas)
    try:
        return tuple(TopologicalSorter(graph).static_order()), ()
    except CycleError as cycle:
        # graphlib lists each node before the one that waits for it; people read "a needs b" the other way round.
        nodes: list[Node] = list(reversed(cycle.args[1]))
        shown = " → ".join(node.label for node in nodes)
        message = f"these need each other, so none can be computed first: {shown}; break the circle at one of them"
        return (), (Problem("plan.cycle", path_of(nodes[0], plan), message),)


def dependencies(plan: Plan, formulas: Mapping[str, Formula]) -> Graph:
    """For each node the nodes it reads."""
    graph: Graph = {}
    reader = _Reader(plan, formulas)
    for kpi in plan.kpis:
        _add_kpi(graph, kpi, plan, reader)
    weighted = [kpi.key for kpi in plan.kpis if kpi.weight is not None]
    if weighted:
        graph[WEIGHTS] = {Node("actual", key) for key in weighted}
    if has_coefficient(plan):
        own = {Node("weighted_index", key) for key in weighted}
        graph[COEFFICIENT] = reader.nodes("/coefficient") if plan.coefficient is not None else own
    if plan.ratings is not None:
        graph[RATING] = {COEFFICIENT}
    for key in plan.scales:
        graph[Node("scale", key)] = reader.nodes(f"/scales/{key}/of")
    for key in plan.values:
        graph[Node("value", key)] = reader.nodes(f"/values/{key}")
    for gate in plan.gates:
        graph[Node("gate", gate.key)] = reader.nodes(*(f"/gates/{gate.key}{part}" for part in ("", "/factor", "/cap")))
    for component in plan.components:
        own = reader.nodes(*(f"/components/{component.key}/{part}" for part in ("amount", "cap", "floor")))
        graph[Node("component", component.key)] = own | _gates_on(plan, component.key)
    lines = {Node("component", component.key) for component in plan.components}
    graph[TOTAL] = lines | _gates_on(plan, "total") | reader.nodes("/limits/total_cap", "/limits/total_floor")
    return graph


def _add_kpi(graph: Graph, kpi: Kpi, plan: Plan, reader: "_Reader") -> None:
    key = kpi.key
    graph[Node("levels", key)] = reader.nodes(*(f"/kpis/{key}/{level}" for level in LEVELS))
    graph[Node("actual", key)] = reader.nodes(f"/kpis/{key}/actual")
    if has_index(plan, key):
        graph[Node("raw_index", key)] = {Node("actual", key), Node("levels", key)}
        graph[Node("index", key)] = {Node("raw_index", key)} | _gates_on(plan, key)
    if kpi.weight is not None:
        graph[Node("weighted_index", key)] = {Node("index", key), WEIGHTS}


def _gates_on(plan: Plan, scope: str) -> set[Node]:
    return {Node("gate", gate.key) for gate in plan.gates if scope in gate.scopes}


class _Reader:
    """Turns the names a formula uses into the nodes it waits for."""

    def __init__(self, plan: Plan, formulas: Mapping[str, Formula]) -> None:
        self._plan = plan
        self._formulas = formulas
        self._kpis = {kpi.key for kpi in plan.kpis}
        self._components = {component.key for component in plan.components}

    def nodes(self, *ids: str) -> set[Node]:
        """The nodes read by the formulas of these ids; ids without a formula read nothing."""
        found = (self._formulas[id_] for id_ in ids if id_ in self._formulas)
        return {node for formula in found for node in self._named(formula.uses)}

    def _named(self, names: Iterable[str]) -> Iterable[Node]:
        for name in names:
            owner, _, part = name.partition(".")
            if owner in self._kpis and part in KPI_PARTS:
                yield self._kpi_node(owner, part)
            elif owner in self._components:
                yield Node("component", owner)
            elif owner == "coefficient":
                yield COEFFICIENT
            elif owner in ("rating", "payout"):
                yield RATING
            elif owner in self._plan.scales:
                yield Node("scale", owner)
            elif owner in self._plan.values:
                yield Node("value", owner)

    def _kpi_node(self, key: str, part: str) -> Node:
        if part == "weight":
            return WEIGHTS
        return Node("weighted_index" if part == "weighted_index" else _FIELD_NODES[part], key)


def path_of(node: Node, plan: Plan) -> str:
    """Where the document says what a node is."""
    fixed = {"coefficient": "/coefficient", "total": "/limits", "weights": "/kpis"}
    if node.kind in fixed:
        return fixed[node.kind]
    if node.kind in ("value", "scale"):
        is_rating = node == RATING and plan.ratings is not None
        return "/ratings" if is_rating else f"/{node.kind}s/{node.key}"
    lists: dict[str, Sequence[Kpi | Gate | Component]] = {"component": plan.components, "gate": plan.gates}
    keys = [part.key for part in lists.get(node.kind, plan.kpis)]
    return f"/{node.kind + 's' if node.kind in lists else 'kpis'}/{keys.index(node.key)}"

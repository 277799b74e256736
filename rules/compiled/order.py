"""The order of evaluation: every value of a plan is a node, and each waits for what its formula reads."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from rules.compiled.scopes import BALANCE_CHANGES, has_coefficient, has_index
from rules.compiled.sites import formula_sites, people_call_id
from rules.formula import Formula, is_people_call_name, one_line
from rules.plan import KPI_PARTS, LEVELS, PAID, ClaimPool, Component, Gate, Kpi, Plan, Pool, accounts_of
from rules.problems import Problem, pointer


class Node(NamedTuple):
    """One thing to compute: `kind` is what, `key` which one (empty where there is only one)."""

    kind: str
    key: str = ""

    @property
    def label(self) -> str:
        """The node as people name it; a call over many people by its own text."""
        if self.kind == "people_call":
            return self.key
        return f"{self.kind} {self.key}".strip()


TOTAL = Node("total")
EARNED = Node("earned")
PAYABLE = Node("payable")
WEIGHTS = Node("weights")
COEFFICIENT = Node("coefficient")
RATING = Node("scale", "rating")
_FIELD_NODES = {
    "actual": "actual", "base": "levels", "normal": "levels", "target": "levels", "raw_index": "raw_index",
    "index": "index",
}  # fmt: skip

POOL_FORMULAS = ("amount", "fund", "weight", "min", "max")
"""The formulas that a pool of one form or the other may have."""

OVER_PEOPLE = frozenset({"people_call", "pool"})
"""Nodes that need everybody's part before anybody's value is known: a stage of the evaluation ends there."""

_STAGE_NODES = {"coefficient": COEFFICIENT, "rating": RATING, "payout": RATING, "earned": EARNED}

Graph = dict[Node, set[Node]]


def evaluation_order(plan: Plan, formulas: Mapping[str, Formula]) -> tuple[tuple[Node, ...], tuple[Problem, ...]]:
    """All nodes in an order that respects every dependency, or the problem of the cycle that prevents one."""
    graph = dependencies(plan, formulas)
    try:
        # Sets are iterated in another order in every process; explanations list the nodes, so theirs must not vary.
        settled = {node: sorted(needs) for node, needs in graph.items()}
        return tuple(TopologicalSorter(settled).static_order()), ()
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
    _add_over_people(graph, plan, formulas, reader)
    lines = {Node("component", component.key) for component in plan.components}
    lines |= {Node("pool", key) for key, pool in plan.pools.items() if isinstance(pool, ClaimPool)}
    graph[TOTAL] = lines | _gates_on(plan, "total") | reader.nodes("/limits/total_cap", "/limits/total_floor")
    if any(accounts_of(plan)):
        _add_accounts(graph, plan, reader)
    return graph


def _add_over_people(graph: Graph, plan: Plan, formulas: Mapping[str, Formula], reader: "_Reader") -> None:
    for name in sorted({call.name for formula in formulas.values() for call in formula.people_calls}):
        graph[Node("people_call", name)] = reader.nodes(people_call_id(name))
    for key, pool in plan.pools.items():
        graph[Node("pool", key)] = reader.nodes(*(f"/pools/{key}/{part}" for part in POOL_FORMULAS)) | _claims(pool)


def _add_accounts(graph: Graph, plan: Plan, reader: "_Reader") -> None:
    """Balances come after the total; each change of one is a node, as balances read each other."""
    graph[EARNED] = {TOTAL}
    for key in plan.balances:
        graph[Node("added", key)] = reader.nodes(f"/balances/{key}/add")
        graph[Node("taken", key)] = reader.nodes(f"/balances/{key}/take")
        graph[Node("closing", key)] = {Node("added", key), Node("taken", key)}
    graph[PAYABLE] = {EARNED} | {Node("closing", key) for key in plan.balances}


def _add_kpi(graph: Graph, kpi: Kpi, plan: Plan, reader: "_Reader") -> None:
    key = kpi.key
    graph[Node("levels", key)] = reader.nodes(*(f"/kpis/{key}/{level}" for level in LEVELS))
    graph[Node("actual", key)] = reader.nodes(f"/kpis/{key}/actual")
    if has_index(plan, key):
        graph[Node("raw_index", key)] = {Node("actual", key), Node("levels", key)}
        graph[Node("index", key)] = {Node("raw_index", key)} | _gates_on(plan, key)
    if kpi.weight is not None:
        graph[Node("weighted_index", key)] = {Node("index", key), WEIGHTS}


def _claims(pool: Pool) -> set[Node]:
    return {Node("component", pool.claims)} if isinstance(pool, ClaimPool) else set()


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
        found = map(self._node, names)
        return (node for node in found if node is not None)

    def _node(self, name: str) -> Node | None:
        """The node behind a name; None for what is given."""
        if is_people_call_name(name):
            return Node("people_call", name)
        owner, _, part = name.partition(".")
        if owner in self._kpis and part in KPI_PARTS:
            return self._kpi_node(owner, part)
        if part == PAID:
            return None
        if owner in self._components:
            return Node("component", owner)
        if owner in self._plan.balances:
            return Node(part, owner) if part else None
        if owner in _STAGE_NODES:
            return _STAGE_NODES[owner]
        declared = {"scale": self._plan.scales, "value": self._plan.values, "pool": self._plan.pools}
        return next((Node(kind, owner) for kind, keys in declared.items() if owner in keys), None)

    def _kpi_node(self, key: str, part: str) -> Node:
        if part == "weight":
            return WEIGHTS
        return Node("weighted_index" if part == "weighted_index" else _FIELD_NODES[part], key)


class Stage(NamedTuple):
    """Nodes that need nobody else, in order, and then those that everybody must have contributed to."""

    nodes: tuple[Node, ...]
    over_people: tuple[Node, ...]


def stages_of(order: Sequence[Node], graph: Graph) -> tuple[Stage, ...]:
    """The order of evaluation cut where values cross between people; one stage where nothing does."""
    depths: dict[Node, int] = {}
    for node in order:
        depths[node] = max((depths[need] + (need.kind in OVER_PEOPLE) for need in graph.get(node, ())), default=0)
    stages = []
    for depth in range(max(depths.values(), default=0) + 1):
        here = [node for node in order if depths[node] == depth]
        stages.append(
            Stage(
                tuple(node for node in here if node.kind not in OVER_PEOPLE),
                tuple(node for node in here if node.kind in OVER_PEOPLE),
            )
        )
    return tuple(stages)


def needed_by(last: Node, order: Sequence[Node], graph: Graph) -> tuple[Node, ...]:
    """Everything that a node waits for, directly or through others, in order of evaluation; the node itself is not."""
    needed = set(graph[last])
    for node in reversed(order):
        if node in needed:
            needed |= graph.get(node, set())
    return tuple(node for node in order if node in needed)


def reading_others(order: Sequence[Node], graph: Graph) -> frozenset[Node]:
    """The nodes whose value depends on other people."""
    found: set[Node] = set()
    for node in order:
        if node.kind in OVER_PEOPLE or not found.isdisjoint(graph.get(node, ())):
            found.add(node)
    return frozenset(found)


def path_of(node: Node, plan: Plan) -> str:
    """Where the document says what a node is."""
    fixed = {"coefficient": "/coefficient", "weights": "/kpis"} | dict.fromkeys(
        ("total", "earned", "payable"), "/limits"
    )
    if node.kind in fixed:
        return fixed[node.kind]
    if node.kind == "people_call":
        return next((site.path for site in formula_sites(plan) if node.key in one_line(site.text)), "")
    if node.kind == "pool":
        return f"/pools/{node.key}"
    if node.kind in BALANCE_CHANGES:
        return pointer("balances", node.key) + {"added": "/add", "taken": "/take", "closing": ""}[node.kind]
    if node.kind in ("value", "scale"):
        is_rating = node == RATING and plan.ratings is not None
        return "/ratings" if is_rating else f"/{node.kind}s/{node.key}"
    lists: dict[str, Sequence[Kpi | Gate | Component]] = {"component": plan.components, "gate": plan.gates}
    keys = [part.key for part in lists.get(node.kind, plan.kpis)]
    return f"/{node.kind + 's' if node.kind in lists else 'kpis'}/{keys.index(node.key)}"

"""The explanation of one result: a node per value, each naming the nodes it was computed from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Origin = Literal["given", "counted"]


@dataclass(frozen=True, slots=True)
class Input:
    """Something a node read: the name in its formula, the node it came from (None: it has none), and its value.

    `origin` is about what has no node: given with the call, or counted by the engine, such as days or people.
    """

    name: str
    node: str | None
    value: str | None
    origin: Origin = "given"

    def to_json(self) -> dict[str, str | None]:
        """The wire shape."""
        return {"name": self.name, "node": self.node, "value": self.value}


@dataclass(frozen=True, slots=True)
class TraceNode:
    """One value: `value` as shown, `exact` as a whole number or reduced fraction, and how it came about.

    `formula` is the plan's text or the method's own rule; `rounding` says where and how it was rounded; `table_row`
    and `branch_taken` say which row of a table and which branch of a condition were used; `problem` why it has no
    value.
    """

    id: str
    label: str
    formula: str | None
    inputs: tuple[Input, ...]
    value: str | None
    exact: str | None
    rounding: str | None = None
    table_row: tuple[dict[str, Any], ...] = ()
    branch_taken: tuple[dict[str, Any], ...] = ()
    problem: dict[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """The wire shape."""
        return {
            "id": self.id,
            "label": self.label,
            "formula": self.formula,
            "inputs": [given.to_json() for given in self.inputs],
            "value": self.value,
            "exact": self.exact,
            "rounding": self.rounding,
            "table_row": list(self.table_row),
            "branch_taken": list(self.branch_taken),
            "problem": self.problem,
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """All nodes of one result in order of evaluation; `root` is the total."""

    participant: str
    root: str
    nodes: dict[str, TraceNode] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """`{"root", "nodes"}`; every input names its node, so the list is the tree."""
        return {"root": self.root, "nodes": [node.to_json() for node in self.nodes.values()]}

    def below(self, id_: str) -> Iterator[TraceNode]:
        """The nodes that a node was computed from."""
        for given in self.nodes[id_].inputs:
            if given.node is not None and given.node in self.nodes:
                yield self.nodes[given.node]

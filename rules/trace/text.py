"""An explanation as text: the tree from the total down to what was given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rules.plan import Limits
from rules.trace.formula_use import branch_lines, table_lines
from rules.trace.node import Input, Trace, TraceNode

_NO_VALUE = "no value"
_CONDITIONS = "Conditions to be in the plan:"
_NOT_MET = "Not all are met, so the outcome is zero, whatever follows."
_PAYEE = "/payee/total"
_PAID_AS = "What is paid in the person's own currency:"
_FLOOR = "/limits/total_floor"
_UNREAD = "Computed as well, and read by nothing above:"


def trace_text(trace: Trace) -> str:
    """The whole explanation as lines of text with a newline at the end.

    Each value stands once in full, under the first value that read it; later mentions say "see above". Conditions of
    eligibility come first, what is paid in another currency after the total, what the total does not depend on last.
    Numbers are those of the nodes; one that does not end is followed by its exact fraction.
    """
    writer = _TreeWriter(trace)
    conditions = [node for node in trace.nodes.values() if node.id.startswith(("/eligibility/", "/assignment"))]
    if conditions:
        writer.section(_CONDITIONS, conditions)
        writer.lines += [_NOT_MET, ""] if any(node.value == "false" for node in conditions) else [""]
    writer.tree(trace.root)
    if _PAYEE in trace.nodes:
        writer.lines.append("")
        writer.section(_PAID_AS, [trace.nodes[_PAYEE]])
    unread = [node for node in _tops(trace) if node.id not in writer.seen and not _is_no_floor(node)]
    if unread:
        writer.lines.append("")
        writer.section(_UNREAD, unread)
    return "\n".join(writer.lines) + "\n"


def _is_no_floor(node: TraceNode) -> bool:
    """Whether this is the floor of a plan that says none: the total is not raised above 0 by it."""
    return node.id.endswith(_FLOOR) and node.formula == Limits.model_fields["total_floor"].default


def _tops(trace: Trace) -> list[TraceNode]:
    """All nodes, those that nothing reads first, so that the others appear below them."""
    read = {given.node for node in trace.nodes.values() for given in node.inputs}
    return sorted(trace.nodes.values(), key=lambda node: node.id in read)


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands before the first line of a node, and before the lines that follow."""

    first: str
    rest: str

    def child(self, *, is_last: bool) -> "_Place":
        return _Place(self.rest + ("└─ " if is_last else "├─ "), self.rest + ("   " if is_last else "│  "))


@dataclass(slots=True)
class _TreeWriter:
    trace: Trace
    lines: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def section(self, heading: str, nodes: Sequence[TraceNode]) -> None:
        """A heading and the trees of those nodes that do not stand anywhere yet."""
        self.lines.append(heading)
        for node in nodes:
            if node.id not in self.seen:
                self.tree(node.id)

    def tree(self, root: str) -> None:
        """The node and everything below it; a loop, because a plan may chain more values than Python recurses."""
        waiting = [(Input("", root, None), _Place("", ""))]
        while waiting:
            given, place = waiting.pop()
            below = None if given.node is None else self.trace.nodes.get(given.node)
            if below is None:
                shown = _NO_VALUE if given.value is None else f"{given.value} ({given.origin})"
                self.lines.append(f"{place.first}{given.name} = {shown}")
            elif below.id in self.seen:
                self.lines.append(f"{place.first}{_headline(below, ', see above')}")
            else:
                waiting += reversed(list(self.node(below, place)))

    def node(self, node: TraceNode, place: _Place) -> Iterator[tuple[Input, _Place]]:
        """One node in full; gives what stands below it, in order."""
        self.seen.add(node.id)
        effects = list(self.effects(node))
        if _is_plain_reading(node) and not effects:
            self.lines.append(f"{place.first}{_headline(node, f', {_one_line(node.formula)}')}")
            return
        self.lines.append(f"{place.first}{_headline(node)}")
        below = [*node.inputs, *effects]
        bar = "│  " if below else "   "
        self.lines += [f"{place.rest}{bar}{remark}" for remark in self.remarks(node)]
        for index, given in enumerate(below):
            yield given, place.child(is_last=index == len(below) - 1)

    def effects(self, node: TraceNode) -> Iterator[Input]:
        """What a closed gate does: its factor or cap belongs to it, although its condition does not read it."""
        if node.id.startswith("/gates/"):
            for name in ("factor", "cap"):
                effect = self.trace.nodes.get(f"{node.id}/{name}")
                if effect is not None:
                    yield Input(name, effect.id, effect.value)

    def remarks(self, node: TraceNode) -> Iterator[str]:
        """What stands between a value and what it was computed from."""
        formula = _one_line(node.formula)
        if formula and (node.inputs or formula != node.value):
            yield formula
        yield from branch_lines(node.formula or "", [branch for branch in node.branch_taken if "row" not in branch])
        for use in node.table_row:
            yield from table_lines(use)
        if node.rounding is not None and node.value is not None:
            yield f"rounded: {node.rounding}"
        if node.problem is not None and (node.id == self.trace.root or not self.is_passed_on(node)):
            yield f"problem {node.problem['code']}: {node.problem['message']}"

    def is_passed_on(self, node: TraceNode) -> bool:
        """Whether the problem began further down; it is told there, and once more at the top."""
        waiting = list(self.trace.below(node.id))
        while waiting:
            below = waiting.pop()
            if below.problem == node.problem:
                return True
            if below.value is None:
                waiting += self.trace.below(below.id)
        return False


def _headline(node: TraceNode, note: str = "") -> str:
    return f"{node.label} = {_value(node)}{note}  [{node.id}]"


def _value(node: TraceNode) -> str:
    if node.value is None:
        return _NO_VALUE
    is_whole = node.exact is None or Fraction(node.value) == Fraction(node.exact)
    return node.value if is_whole else f"{node.value} (exactly {node.exact})"


def _is_plain_reading(node: TraceNode) -> bool:
    """A value that was given as it is: one line says it all."""
    return (
        len(node.inputs) == 1
        and node.inputs[0].node is None
        and node.inputs[0].value == node.value is not None
        and not (node.rounding or node.table_row or node.branch_taken)
    )


def _one_line(formula: str | None) -> str:
    return " ".join((formula or "").split())

"""Nodes and traces as they leave."""

from rules.trace.node import Input, Trace, TraceNode
from tests.rules.build import paying, trace


def test_a_node_has_every_key_also_where_there_is_nothing_to_say() -> None:
    node = TraceNode("/values/x", "x", "1 / 3", (Input("fund", None, "5"),), "0.333333333333", "1/3")
    assert node.to_json() == {
        "id": "/values/x", "label": "x", "formula": "1 / 3", "inputs": [{"name": "fund", "node": None, "value": "5"}],
        "value": "0.333333333333", "exact": "1/3", "rounding": None, "table_row": [], "branch_taken": [],
        "problem": None,
    }  # fmt: skip


def test_a_trace_is_its_root_and_its_nodes_in_order() -> None:
    made = trace(paying("x", values={"x": "1"}))
    shown = made.to_json()
    assert (made.participant, shown["root"]) == ("E1", "/total")
    assert [node["id"] for node in shown["nodes"]] == list(made.nodes)


def test_what_stands_below_a_node_are_the_nodes_it_read() -> None:
    made = trace(paying("x + y", values={"x": "1"}, inputs={"y": {"kind": "number"}}), inputs={"y": "2"})
    assert [node.id for node in made.below("/components/pay/gross")] == ["/values/x"]
    lonely = Trace("E1", "/a", {"/a": TraceNode("/a", "a", None, (Input("b", "/b", None),), None, None)})
    assert list(lonely.below("/a")) == []

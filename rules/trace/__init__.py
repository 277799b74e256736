"""Explanations: recorded as columns while computing, rendered here for one person as nodes, JSON and text."""

from rules.trace.build import trace_of
from rules.trace.node import Trace, TraceNode
from rules.trace.text import trace_text

__all__ = ["Trace", "TraceNode", "trace_of", "trace_text"]

"""Explanations: recorded as columns while computing, rendered here for one person as nodes, JSON and text."""

from rules.trace.build import trace_of
from rules.trace.node import Trace, TraceNode

__all__ = ["Trace", "TraceNode", "trace_of"]

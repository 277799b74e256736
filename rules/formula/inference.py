"""What the rules about kinds share: the declared names, the findings, and the way to a part's kind."""

import ast
from typing import Protocol

from rules.formula.findings import Findings
from rules.formula.kinds import Kind
from rules.formula.names import Names


class Inference(Protocol):
    """One inference over one formula. A kind of None means unknown, and already reported."""

    @property
    def names(self) -> Names:
        """The names the formula may use."""

    @property
    def findings(self) -> Findings:
        """Where problems go."""

    def kind_of(self, node: ast.expr) -> Kind | None:
        """The kind of any part of the formula; call it once per part, as it reports what is wrong inside."""


def is_word(node: ast.expr) -> bool:
    """Whether the node is a quoted word."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)

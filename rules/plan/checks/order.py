"""Edges of rows and points: ascending, and only the first row open below."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rules.problems import Problem

_JUMP = 2
"""So many points may stand at one place: the left and the right end of a jump."""


def check_edges(edges: Sequence[Fraction | None], path: str) -> Iterator[Problem]:
    """Lower edges (`from`) of table rows or steps below `path`."""
    before: Fraction | None = None
    for index, edge in enumerate(edges):
        if edge is None:
            if index > 0:
                yield Problem(
                    "plan.row_edge",
                    f"{path}/{index}",
                    'Only the first row may leave out "from" (it is then open below); give this row its lower edge.',
                )
            continue
        if before is not None and edge <= before:
            yield Problem(
                "plan.row_order",
                f"{path}/{index}/from",
                "Rows ascend: this edge must be above that of the row before; a row ends where the next begins.",
            )
        before = edge


def check_corners(corners: Sequence[Fraction], path: str) -> Iterator[Problem]:
    """Places (`at`) of points below `path`."""
    for index, at in enumerate(corners):
        if index and at < corners[index - 1]:
            yield Problem(
                "plan.point_order",
                f"{path}/{index}/at",
                "Points ascend: this place must not be below the one before.",
            )
        if index >= _JUMP and at == corners[index - 1] == corners[index - _JUMP]:
            yield Problem(
                "plan.point_order",
                f"{path}/{index}/at",
                "At most two points stand at one place (a jump from the first to the second); drop this one.",
            )

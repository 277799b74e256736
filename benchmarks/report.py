"""Figures beside what is asked of them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number, with its bound where there is one."""

    name: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the bound is kept; a figure without a bound always is."""
        low = self.at_least is None or self.value >= self.at_least
        return low and (self.at_most is None or self.value <= self.at_most)

    def line(self) -> str:
        """The figure as a line of the report."""
        shown = f"{self.value:,.0f}" if self.value >= 1000 else f"{self.value:,.2f}"  # noqa: PLR2004
        asked = ""
        if self.at_least is not None:
            asked = f"at least {self.at_least:g}"
        elif self.at_most is not None:
            asked = f"at most {self.at_most:g}"
        verdict = "" if not asked else ("  kept" if self.holds else "  NOT KEPT")
        return f"{self.name:<58} {shown:>14} {self.unit:<10} {asked:>14}{verdict}"


def show(title: str, figures: Iterable[Figure]) -> bool:
    """Print a section; True when every bound is kept."""
    print(f"\n{title}")
    kept = True
    for figure in figures:
        print(figure.line(), flush=True)
        kept = kept and figure.holds
    return kept

"""Sizes in place of columns: a walk through a plan that bounds every number it can produce, whatever the data."""

from rules.compiled.sizes.pay import PlanSizes
from rules.compiled.sizes.tables import table_bits

__all__ = ["PlanSizes", "table_bits"]

"""What was observed: raw chunks as they came, cells into exact columns, many observations into one value."""

from rules.facts.cells import flag_column, number_column, out_of_range, ratio_column, word_column
from rules.facts.intake import Intake, Raw

__all__ = ["Intake", "Raw", "flag_column", "number_column", "out_of_range", "ratio_column", "word_column"]

"""What was observed: raw chunks as they came, cells into exact columns, many observations into one value."""

from rules.facts.cells import flag_column, number_column, out_of_range, ratio_column, word_column
from rules.facts.intake import Intake
from rules.facts.raw import Raw
from rules.facts.surroundings import SURROUNDING_KEYS, SharedData, Surroundings, read_surroundings

__all__ = [
    "SURROUNDING_KEYS",
    "Intake",
    "Raw",
    "SharedData",
    "Surroundings",
    "flag_column",
    "number_column",
    "out_of_range",
    "ratio_column",
    "read_surroundings",
    "word_column",
]

"""A plan's own examples: run as a call would run, compared exactly, reported with the text to paste."""

from rules.examples.report import Difference, ExampleReport, ExampleRun
from rules.examples.run import calculate_example, run_examples
from rules.examples.situation import participant_of, period_of

__all__ = [
    "Difference",
    "ExampleReport",
    "ExampleRun",
    "calculate_example",
    "participant_of",
    "period_of",
    "run_examples",
]

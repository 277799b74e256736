"""A plan's own examples: run as a call would run, compared exactly, reported with the text to paste."""

from rules.examples.layers import merged
from rules.examples.report import Difference, ExampleReport, ExampleRun, Scene
from rules.examples.run import run_examples
from rules.examples.situation import Setting, history_in, people_in, settings_of

__all__ = [
    "Difference",
    "ExampleReport",
    "ExampleRun",
    "Scene",
    "Setting",
    "history_in",
    "merged",
    "people_in",
    "run_examples",
    "settings_of",
]

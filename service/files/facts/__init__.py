"""Files of facts: one row a person (wide) or one row an observation (long), read as chunks of raw columns."""

from service.files.facts.layout import FactsLayout
from service.files.facts.read import FactsOptions, read_facts

__all__ = ["FactsLayout", "FactsOptions", "read_facts"]

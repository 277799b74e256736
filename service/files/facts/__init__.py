"""Files of facts: one row a person (wide) or one row an observation (long), read as chunks of raw columns, and
beside them files with the rows of one fact."""

from service.files.facts.layout import FactsLayout
from service.files.facts.read import FactsOptions, read_facts
from service.files.facts.rows_file import RowsSource, RowsStore, open_rows

__all__ = ["FactsLayout", "FactsOptions", "RowsSource", "RowsStore", "open_rows", "read_facts"]

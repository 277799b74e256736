"""Files of results: one row a person as CSV or XLSX, or everything as JSON; a file is there whole or not at all."""

from service.files.results.head import ResultsHead, head_of
from service.files.results.open import ResultsOptions, ResultsWriter, open_results_writer, rendering

__all__ = ["ResultsHead", "ResultsOptions", "ResultsWriter", "head_of", "open_results_writer", "rendering"]

"""Results as text: outcomes, reasons, KPI lines, components, totals."""

from rules.results.batch import (
    ResultBatch,
    calculate,
    calculate_chunks,
    calculate_frozen,
    calculate_part,
    needs_everybody,
)
from rules.results.carried import Booked, Opening, prior_of
from rules.results.components import earned_tiers, line_parts
from rules.results.digest import SEMANTICS, refused_result, result_digest, stored_result, stored_text, text_and_digest
from rules.results.pay_lines import PayLine, pay_lines
from rules.results.rows_apart import Apart, rows_apart
from rules.results.stored_rows import StoredRow, stored_rows
from rules.results.totals import Totals

__all__ = [
    "SEMANTICS",
    "Apart",
    "Booked",
    "Opening",
    "PayLine",
    "ResultBatch",
    "StoredRow",
    "Totals",
    "calculate",
    "calculate_chunks",
    "calculate_frozen",
    "calculate_part",
    "earned_tiers",
    "line_parts",
    "needs_everybody",
    "pay_lines",
    "prior_of",
    "refused_result",
    "result_digest",
    "rows_apart",
    "stored_result",
    "stored_rows",
    "stored_text",
    "text_and_digest",
]

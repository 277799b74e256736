"""Lines added up to rows of files that know no lines."""

from collections.abc import Iterable

from rules import sums_by
from service.payments.formats.lines import PaidLine, PaidPerson

Row = tuple[PaidPerson, str, str, str]
"""Person, payroll's code, cost centre, currency."""


def rows_of(lines: Iterable[tuple[PaidLine, str]], *, with_centres: bool) -> list[tuple[Row, int]]:
    """Sums of lines with their codes by person, code, cost centre if wanted, and currency; sums of 0 are left out."""
    entries = (
        ((line.person, code, (line.cost_centre or "") if with_centres else "", line.currency), line.minor)
        for line, code in lines
    )
    return [(row, minor) for row, minor in sums_by(entries).items() if minor]

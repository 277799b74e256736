"""Periods as people write them."""

from datetime import date

import pytest

from rules import CallRefused
from service.cli.period_text import period_of


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-03", "2026-03-01", "2026-04-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2026-Q1", "2026-01-01", "2026-04-01"),
        ("2026-Q4", "2026-10-01", "2027-01-01"),
        ("2026-H1", "2026-01-01", "2026-07-01"),
        ("2026-H2", "2026-07-01", "2027-01-01"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-W01", "2025-12-29", "2026-01-05"),
        ("2026-03-15..2026-04-01", "2026-03-15", "2026-04-01"),
    ],
)
def test_forms(text: str, start: str, end: str) -> None:
    period = period_of(text)
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "March",
            "2026-3",
            "2026-00",
            "2026-13",
            "2026-Q5",
            "2026-Q0",
            "2026-H3",
            "26",
            "0000",
            "9999",
            "9999-12",
        ),
        *(
            "2026-W00",
            "2026-W54",
            "9999-W52",
            "2026-03 ",
            "\uff12\uff10\uff12\uff16-03",
            "2026-03-01",
            "2026-03..2026-04",
        ),
        *("2026-03-01..2026-03-01", "2026-04-01..2026-03-01", "2026-02-30..2026-03-01", "----------..----------"),
    ],
)
def test_every_other_text_is_refused_with_a_problem(text: str) -> None:
    with pytest.raises(CallRefused) as refused:
        period_of(text)
    assert all(problem.code.startswith("period.") for problem in refused.value.problems)

"""Warnings of a plan that has no problems, by code."""

from typing import Any

from rules import check_plan
from rules.problems import Problem


def warnings(document: dict[str, Any], code: str, sample: object | None = None) -> list[Problem]:
    """The warnings of this code; the plan must be valid, so that every lint has seen it."""
    report = check_plan(document, sample)
    assert report.valid, report.problems
    found = [warning for warning in report.warnings if warning.code == code]
    assert all(warning.numbers and warning.message for warning in found)
    return found

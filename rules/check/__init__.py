"""Checking a whole plan: every problem at once, the plan's own examples, and what is probably not meant."""

from rules.check.plan import check_plan
from rules.check.report import CheckReport

__all__ = ["CheckReport", "check_plan"]

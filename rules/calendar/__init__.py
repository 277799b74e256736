"""Calendars: fiscal years, workdays and own periods, and how long a stretch of days is."""

from rules.calendar.calendar import Calendar
from rules.calendar.counting import Basis, Counting, Span, common, left_of, next_day
from rules.calendar.parse import DAYS, parse_calendar, parse_fiscal_start
from rules.calendar.series import NamedPeriod, PeriodRule, periods_between

__all__ = [
    "DAYS",
    "Basis",
    "Calendar",
    "Counting",
    "NamedPeriod",
    "PeriodRule",
    "Span",
    "common",
    "left_of",
    "next_day",
    "parse_calendar",
    "parse_fiscal_start",
    "periods_between",
]

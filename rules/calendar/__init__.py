"""Calendars: where the fiscal year starts, which days are worked, and which periods there are."""

from rules.calendar.calendar import Calendar
from rules.calendar.parse import parse_calendar

__all__ = ["Calendar", "parse_calendar"]

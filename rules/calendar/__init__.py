"""Calendars: fiscal years, workdays and own periods, and how long a stretch of days is."""

from rules.calendar.calendar import Calendar
from rules.calendar.counting import Basis, Counting, Span, common, left_of, next_day
from rules.calendar.parse import parse_calendar

__all__ = ["Basis", "Calendar", "Counting", "Span", "common", "left_of", "next_day", "parse_calendar"]

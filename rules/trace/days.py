"""Days for reading. Data ends with the first day after; people name the last day."""

from datetime import date, timedelta


def last_day(end: date) -> date:
    """The day before an end that is not included."""
    return end - timedelta(days=1)


def days_text(start: date, end: date) -> str:
    """From the first to the last day, both included; `end` is the day after."""
    return f"{start.isoformat()} to {last_day(end).isoformat()}"

"""Days and times of observations as texts that sort like the moments they stand for."""

import re
from datetime import date

_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?", re.ASCII)
_MINUTES = len("09:30")


def is_day(given: object) -> bool:
    """Whether this is a day of the calendar, written YYYY-MM-DD."""
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        return False
    try:
        date.fromisoformat(given)
    except ValueError:
        return False
    return True


def time_text(given: object) -> str | None:
    """A time of day (HH:MM, HH:MM:SS, or with parts of a second) with its seconds; None if it is none."""
    if not isinstance(given, str) or not _TIME.fullmatch(given):
        return None
    return given + ":00" if len(given) == _MINUTES else given

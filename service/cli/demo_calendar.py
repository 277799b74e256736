"""The calendar of the sample company: one year of months."""

from datetime import date
from typing import Final

from service.cli.demo_plan import person_called
from service.periods.schemas import CalendarCreateCall
from service.periods.use_cases.calendars import create_calendar, generate_periods
from service.store.database import Database
from service.work import Work, carry_out

_MONTHS: Final = CalendarCreateCall(key="monthly", title="Calendar months", frequency="month")
_START: Final = date(2026, 1, 1)
_END: Final = date(2027, 1, 1)


def load_calendar(database: Database) -> None:
    """The months of 2026, all open."""

    def load(work: Work) -> None:
        calendar = create_calendar(work, _MONTHS.model_dump())
        generate_periods(work, calendar.key, _START, _END)

    carry_out(database, person_called(database, "admin"), load)

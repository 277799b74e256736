"""Calendars and periods over HTTP."""

from typing import Final

from fastapi import APIRouter

from service.periods.routes.calendars import router as _calendars
from service.periods.routes.holidays import router as _holidays
from service.periods.routes.move import router as _move
from service.periods.routes.read import router as _read

ROUTERS: Final[tuple[APIRouter, ...]] = (_calendars, _holidays, _read, _move)

__all__ = ["ROUTERS"]

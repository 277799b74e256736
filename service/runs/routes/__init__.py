"""Runs and results over HTTP."""

from typing import Final

from fastapi import APIRouter

from service.runs.routes.ending import router as _ending
from service.runs.routes.events import router as _events
from service.runs.routes.read import router as _read
from service.runs.routes.results import ROUTERS as _RESULTS
from service.runs.routes.start import router as _start

ROUTERS: Final[tuple[APIRouter, ...]] = (_start, _read, _ending, _events, *_RESULTS)

__all__ = ["ROUTERS"]

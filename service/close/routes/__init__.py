"""The end of a period over HTTP."""

from typing import Final

from fastapi import APIRouter

from service.close.routes.close import router as _close
from service.close.routes.holds import router as _holds
from service.close.routes.openings import router as _openings

ROUTERS: Final[tuple[APIRouter, ...]] = (_close, _holds, _openings)

__all__ = ["ROUTERS"]

"""The end of a period over HTTP."""

from typing import Final

from fastapi import APIRouter

from service.close.routes.close import router as _close
from service.close.routes.holds import router as _holds
from service.close.routes.opening_files import downloads as _opening_downloads
from service.close.routes.opening_files import uploads as _opening_uploads
from service.close.routes.openings import router as _openings

ROUTERS: Final[tuple[APIRouter, ...]] = (_close, _holds, _openings, _opening_uploads, _opening_downloads)

__all__ = ["ROUTERS"]

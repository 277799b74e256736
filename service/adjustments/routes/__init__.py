"""Adjustments over HTTP."""

from typing import Final

from fastapi import APIRouter

from service.adjustments.routes.adjustments import router as _adjustments
from service.adjustments.routes.files import downloads as _downloads
from service.adjustments.routes.files import uploads as _uploads

ROUTERS: Final[tuple[APIRouter, ...]] = (_adjustments, _uploads, _downloads)

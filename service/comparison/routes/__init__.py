"""Comparisons over HTTP."""

from typing import Final

from fastapi import APIRouter

from service.comparison.routes.comparisons import router as _comparisons
from service.comparison.routes.parallel import router as _parallel

ROUTERS: Final[tuple[APIRouter, ...]] = (_comparisons, _parallel)

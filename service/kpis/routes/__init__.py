"""`/v1/kpis`: the KPI library."""

from typing import Final

from fastapi import APIRouter

from service.kpis.routes.read import router as _read
from service.kpis.routes.write import router as _write

ROUTERS: Final[tuple[APIRouter, ...]] = (_write, _read)

__all__ = ["ROUTERS"]

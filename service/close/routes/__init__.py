"""The end of a period over HTTP."""

from typing import Final

from fastapi import APIRouter

from service.close.routes.close import router as _close

ROUTERS: Final[tuple[APIRouter, ...]] = (_close,)

__all__ = ["ROUTERS"]

"""Facts over HTTP."""

from typing import Final

from fastapi import APIRouter

from service.facts.routes.receive import router as _receive

ROUTERS: Final[tuple[APIRouter, ...]] = (_receive,)

"""Facts over HTTP."""

from typing import Final

from fastapi import APIRouter

from service.facts.routes.complete import router as _complete
from service.facts.routes.files import downloads as _downloads
from service.facts.routes.files import uploads as _uploads
from service.facts.routes.read import router as _read
from service.facts.routes.receive import router as _receive
from service.facts.routes.waiting import router as _waiting

ROUTERS: Final[tuple[APIRouter, ...]] = (_receive, _uploads, _downloads, _read, _waiting, _complete)

"""Whether the process lives and can take work. Open without a key, and silent about everything else."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"]


@router.get("/healthz", operation_id="get_health", summary="Is the process alive")
async def healthz() -> Health:
    """Answers as long as the process can answer anything."""
    return Health(status="ok")


@router.get("/readyz", operation_id="get_readiness", summary="Can it take work")
async def readyz() -> Health:
    """Answers once requests can be served. Nothing outside the process is needed for that."""
    return Health(status="ok")

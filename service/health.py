"""Whether the process lives and can take work. Open without a key, and silent about everything else."""

from typing import Any, Final, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

from rules import Problem
from service.errors import StoreBusy, StoreRefused
from service.store.database import Database
from service.store.prepare import readiness_of
from service.web.operations import problem_answers

router = APIRouter(tags=["health"])

_NOT_READY: Final = Problem(
    "store.not_ready",
    "",
    "The store cannot be reached, or is not at the migration of this release; bonus db status says which.",
)
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {503: problem_answers(503, shown={503: _NOT_READY})[503]}


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"]


@router.get("/healthz", operation_id="get_health", summary="Is the process alive")
async def healthz() -> Health:
    """Answers as long as the process can answer anything; a store that is away is no reason to end the process."""
    return Health(status="ok")


@router.get("/readyz", operation_id="get_readiness", summary="Can it take work", responses=_ANSWERS)
def readyz(request: Request) -> Health:
    """Answers once requests can be served: the store can be reached and is at the migration of this release."""
    database: Database | None = request.app.state.database
    if database is not None and not _is_ready(database):
        raise StoreBusy(_NOT_READY)
    return Health(status="ok")


def _is_ready(database: Database) -> bool:
    try:
        return readiness_of(database) == "ready"
    except StoreRefused:
        return False

"""What the operations on payments share."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query

from rules import Problem
from service.access.scopes import Reach, reach_of
from service.access.stored import Store
from service.errors import NotAllowed
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute

_NUMBER_MAX: Final = 2**62
_PAY: Final = "pay:read"

PaymentId = Annotated[int, Path(alias="id", ge=1, le=_NUMBER_MAX, description="The payment.", examples=[7])]
ExportId = Annotated[int, Path(alias="export", ge=1, le=_NUMBER_MAX, description="The file.", examples=[3])]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=200, description="Where to go on.")]


def payments_router() -> APIRouter:
    """A router for some of the operations on payments."""
    return APIRouter(prefix="/v1/payments", tags=["payments"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)


def must_read_pay_of_all(stored: Store) -> None:
    """Raises NotAllowed for a caller who may read payments, but not what everybody is paid."""
    caller = stored.caller
    if _PAY not in caller.scopes or reach_of(caller.roles, _PAY) < Reach.EVERYBODY:
        message = f"This shows the pay of many people; the key also needs the scope {_PAY}."
        raise NotAllowed(Problem("key.scope_missing", "", message))

"""Parameters of the operations on plans."""

from typing import Annotated

from fastapi import Path, Query

from service.plans.schemas.stored import PLAN_KEY_MAX, PLAN_KEY_PATTERN

NUMBER_MAX = 999_999_999

PlanKey = Annotated[
    str,
    Path(pattern=PLAN_KEY_PATTERN, max_length=PLAN_KEY_MAX, description="The plan.", examples=["b2b-sales-manager"]),
]
Number = Annotated[int, Path(ge=1, le=NUMBER_MAX, description="The number of the version.", examples=[1])]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=200, description="Where to go on.")]

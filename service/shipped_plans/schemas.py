"""Bodies of `/v1/catalog`."""

from typing import Annotated

from pydantic import Field

from service.web.wire import AnswerBody, refers_to


class ShippedPlanLine(AnswerBody):
    """A plan of the catalog in one line."""

    key: str = Field(examples=["b2b-sales-manager"])
    version: int
    title: str
    currency: str
    frequency: str


class ShippedPlanList(AnswerBody):
    """A page of the catalog, in the order of the keys."""

    data: list[ShippedPlanLine]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class ShippedPlan(AnswerBody):
    """A plan of the catalog with its document, ready to be copied and changed."""

    key: str
    version: int
    hash: str = Field(description="SHA-256 of the plan's canonical form.")
    plan: Annotated[object, refers_to("Plan")]

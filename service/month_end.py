"""The resources of month end: from facts to what is booked and paid."""

from typing import Final

from fastapi import APIRouter

from service.adjustments.routes import ROUTERS as ADJUSTMENTS
from service.close.routes import ROUTERS as CLOSE
from service.comparison.routes import ROUTERS as COMPARISON
from service.disputes.routes import router as disputes
from service.facts.routes import ROUTERS as FACTS
from service.progress.routes import router as progress
from service.runs.routes import ROUTERS as RUNS

ROUTERS: Final[tuple[APIRouter, ...]] = (
    *FACTS,
    *RUNS,
    *COMPARISON,
    progress,
    *CLOSE,
    *ADJUSTMENTS,
    disputes,
)

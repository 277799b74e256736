"""`/v1/plans`: checking plan documents, and the plans that are stored."""

from typing import Final

from fastapi import APIRouter

from service.plans.routes.check import router as check
from service.plans.routes.copies import router as copies
from service.plans.routes.drafts import router as drafts
from service.plans.routes.library_kpis import router as library_kpis
from service.plans.routes.read import router as read
from service.plans.routes.submissions import router as submissions
from service.plans.routes.versions import router as versions

ROUTERS: Final[tuple[APIRouter, ...]] = (check, read, drafts, library_kpis, submissions, versions, copies)

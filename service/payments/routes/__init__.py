"""Payments, their files, and accruals over HTTP."""

from typing import Final

from fastapi import APIRouter

from service.payments.routes.accruals import router as _accruals
from service.payments.routes.exports import router as _exports
from service.payments.routes.mappings import router as _mappings
from service.payments.routes.payments import router as _payments
from service.payments.routes.receipts import router as _receipts

ROUTERS: Final[tuple[APIRouter, ...]] = (_payments, _exports, _receipts, _mappings, _accruals)

__all__ = ["ROUTERS"]

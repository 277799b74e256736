"""`/v1/principals` and `/v1/me`."""

from typing import Final

from fastapi import APIRouter

from service.principals.routes.identities import router as identities
from service.principals.routes.keys import router as keys
from service.principals.routes.me import router as me
from service.principals.routes.principals import router as principals
from service.principals.routes.roles import router as roles

ROUTERS: Final[tuple[APIRouter, ...]] = (principals, roles, keys, identities, me)
"""In the order in which the description shows them."""

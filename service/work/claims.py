"""Requests with an idempotency key: the first has its effect, the same again is answered with what came of it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import col, select

from rules import Problem
from service.errors import RequestRefused
from service.store.locks import Lock, lock
from service.store.tables import RequestClaim
from service.work.work import Work


@dataclass(frozen=True, slots=True)
class Claim:
    """One request of one principal: the operation, the key that the caller chose, SHA-256 of what was sent."""

    operation: str
    key: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a request made, by its address inside the store, and whether an earlier request made it."""

    resource: str
    replayed: bool


def claimed(work: Work, claim: Claim | None, effect: Callable[[Work], str]) -> Claimed:
    """Have the effect once. The claim is part of its transaction: a request that fails leaves the key unused.

    Raises RequestRefused when the key was used for something else.
    """
    if claim is None:
        return Claimed(effect(work), replayed=False)
    principal_id = work.actor.principal_id
    lock(work.session, Lock.CLAIM, f"{principal_id} {claim.operation} {claim.key}")
    earlier = work.session.exec(
        select(RequestClaim).where(
            col(RequestClaim.principal_id) == principal_id,
            col(RequestClaim.operation) == claim.operation,
            col(RequestClaim.key) == claim.key,
        )
    ).one_or_none()
    if earlier is not None:
        if earlier.body_hash != claim.body_hash:
            message = "This Idempotency-Key was used for another request; choose a new key for a new request."
            raise RequestRefused(Problem("idempotency.other_body", "header Idempotency-Key", message))
        return Claimed(earlier.resource, replayed=True)
    resource = effect(work)
    if not work.changes:
        # The claim itself is a row that stays: also a request that found everything as it wanted it is told.
        work.changed("request.changed_nothing", f"operation/{claim.operation}")
    work.add(
        RequestClaim(
            principal_id=principal_id,
            operation=claim.operation,
            key=claim.key,
            body_hash=claim.body_hash,
            resource=resource,
            at=work.now,
        )
    )
    return Claimed(resource, replayed=False)

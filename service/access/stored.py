"""What a route of the stored world is given: the caller, and a way to do one piece of work in the store."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Final, Generic, TypeVar

from fastapi import Depends, Header, Request
from starlette.concurrency import run_in_threadpool

from rules import Problem
from service.access.caller import Caller
from service.access.credentials import ENV_CALLER, caller_in_store
from service.access.still import refuse_if_gone
from service.errors import KeyRefused, RequestRefused, StoreBusy
from service.store.database import Database
from service.web.request_id import request_id_of
from service.work import Actor, Claim, Work, carry_out, claimed, reading

Result = TypeVar("Result")
IDEMPOTENCY_KEY: Final = "Idempotency-Key"
REPLAYED: Final = {"Idempotent-Replayed": "true"}
_ACCEPTED: Final = re.compile(r"[\x21-\x7e]{1,255}")


@dataclass(frozen=True, slots=True)
class Created(Generic[Result]):
    """What a request made, shown as it is now, and whether an earlier request with the same key made it."""

    shown: Result
    resource: str
    replayed: bool

    @property
    def headers(self) -> dict[str, str]:
        """The header that tells a replay."""
        return REPLAYED if self.replayed else {}


@dataclass(frozen=True, slots=True)
class _Sent:
    key: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class Store:
    """The store on behalf of one caller and request."""

    database: Database
    caller: Caller
    request_id: str
    sent: _Sent | None = None
    scope: str | None = None
    """What the operation needs; whoever lost it since does nothing any more."""

    def read(self, question: Callable[[Work], Result]) -> Result:
        """What a question that changes nothing returns."""
        return reading(self.database, self.actor, question)

    def write(self, use_case: Callable[[Work], Result]) -> Result:
        """What a use case returns, committed with its line of the audit.

        Raises KeyRefused or NotAllowed for a caller whose key or scope went while the request was on its way.
        """

        def once(work: Work) -> Result:
            refuse_if_gone(work, self.caller, self.scope)
            return use_case(work)

        return carry_out(self.database, self.actor, once)

    def create(
        self, operation: str, effect: Callable[[Work], str], show: Callable[[Work, str], Result]
    ) -> Created[Result]:
        """Make something once per Idempotency-Key: `effect` says what it made, `show` renders that as it is now."""
        claim = None if self.sent is None else Claim(operation, self.sent.key, self.sent.body_hash)

        def once(work: Work) -> Created[Result]:
            made = claimed(work, claim, effect)
            return Created(show(work, made.resource), made.resource, made.replayed)

        return self.write(once)

    def must_be_once(self) -> None:
        """Raises RequestRefused for a request without an Idempotency-Key, where a second effect would be a harm."""
        if self.sent is None:
            message = "Send an Idempotency-Key: this must not happen twice because a connection broke."
            raise RequestRefused(Problem("idempotency.missing", f"header {IDEMPOTENCY_KEY}", message))

    @property
    def actor(self) -> Actor:
        """The caller and the request, for work that is more than one transaction."""
        return Actor(self.caller.principal_id, self.request_id)


def _database(request: Request) -> Database:
    database: Database | None = request.app.state.database
    if database is None:
        raise StoreBusy(Problem("store.none", "", "This service runs without a store; set BONUS_DATABASE_URL."))
    return database


async def _caller(request: Request, database: Database) -> Caller:
    caller = getattr(request.state, "caller", None)
    if not isinstance(caller, Caller):
        raise KeyRefused(Problem("key.missing", "", "This operation needs a key."))
    return await run_in_threadpool(caller_in_store, database, caller) if caller is ENV_CALLER else caller


# Coroutines, as they hardly ever wait: plain functions would cost every request a thread each.
async def _store(request: Request) -> Store:
    database = _database(request)
    scope = getattr(request.state, "scope_needed", None)
    return Store(database, await _caller(request, database), request_id_of(request.scope), scope=scope)


async def _claim(
    request: Request,
    # Not `key`: routes have that in their path.
    sent_key: Annotated[
        str | None,
        Header(
            alias=IDEMPOTENCY_KEY,
            description="Your own name for this request: sent again, it is answered without a second effect.",
            max_length=255,
        ),
    ] = None,
) -> _Sent | None:
    if sent_key is None:
        return None
    if not _ACCEPTED.fullmatch(sent_key):
        message = "An Idempotency-Key has 1 to 255 visible ASCII characters and no spaces."
        raise RequestRefused(Problem("idempotency.bad_key", f"header {IDEMPOTENCY_KEY}", message))
    head = f"{request.method} {request.url.path}?{request.url.query}\n"
    return _Sent(sent_key, hashlib.sha256(head.encode() + await request.body()).hexdigest())


async def _named_claim(
    request: Request,
    sent_key: Annotated[
        str,
        Header(
            alias=IDEMPOTENCY_KEY,
            description="Your own name for this request: sent again, it is answered without a second effect.",
            min_length=1,
            max_length=255,
        ),
    ],
) -> _Sent | None:
    return await _claim(request, sent_key)


def store_of(request: Request) -> Store | None:
    """The store of this service, if it has one, for a plain function behind a guard that only sometimes needs it."""
    database: Database | None = request.app.state.database
    if database is None:
        return None
    caller = caller_in_store(database, request.state.caller)
    return Store(database, caller, request_id_of(request.scope))


async def _store_once(request: Request, sent: Annotated[_Sent | None, Depends(_claim)]) -> Store:
    return replace(await _store(request), sent=sent)


async def _store_named(request: Request, sent: Annotated[_Sent | None, Depends(_named_claim)]) -> Store:
    return replace(await _store(request), sent=sent)


Stored = Annotated[Store, Depends(_store)]
"""The parameter of a route that works in the store."""
StoredOnce = Annotated[Store, Depends(_store_once)]
"""The parameter of a route that makes something with `create`: it takes an Idempotency-Key."""
StoredNamed = Annotated[Store, Depends(_store_named)]
"""The same where the Idempotency-Key must be given: what happens twice by accident would cost money."""

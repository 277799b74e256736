"""The app, put together. Nothing happens at import; `uvicorn --factory service.main:create_app` serves it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import anyio.to_thread
from fastapi import FastAPI
from starlette.middleware import Middleware

from service.access.credentials import credentials_of
from service.access.guard import KeyGuard, key_name
from service.access.last_use import LastUses
from service.docs_page import install_docs
from service.plan_cache import PlanCache
from service.resources import ROUTERS, TAGS
from service.settings import Settings
from service.store.database import Database
from service.version import engine_version
from service.web.log import write_logs
from service.web.metrics import RequestMetrics
from service.web.problem_handlers import install_problem_handlers
from service.web.problem_shape import ProblemShape
from service.web.rate_guard import FailedKeyLimit, KeyLimit
from service.web.rate_limits import RateLimits
from service.web.request_log import RequestLog
from service.web.tracing import RequestSpans, Tracing, otlp_tracing

_DESCRIPTION: Final = (
    "A plan and facts in, exact and explained bonuses out.\n\n"
    "Numbers of answers are text, so that nobody reads them through a binary float; send numbers as text too,"
    " or as JSON numbers with at most 12 decimal places. Errors are `application/problem+json` (RFC 9457)"
    " with every problem found. Amounts are gross: no taxes, no social charges."
)
# The framework's own spans and log records hold addresses and texts of errors, in which people and pay stand; ours are
# in `service.web.tracing`.
_NO_TELEMETRY: Final[Any] = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}

_SPARE_CONNECTIONS: Final = 4


def create_app(settings: Settings | None = None) -> FastAPI:
    """The app for these settings, or for those of the environment. Without a key every `/v1` call is 401."""
    chosen = Settings() if settings is None else settings
    metrics = RequestMetrics(engine_version())
    tracing = otlp_tracing(engine_version()) if chosen.otel == "on" else None
    database = None if chosen.database_url is None else _database_of(chosen)
    app = FastAPI(
        title="Bonus engine",
        version=engine_version(),
        description=_DESCRIPTION,
        openapi_tags=TAGS,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(chosen, tracing),
        telemetry=_NO_TELEMETRY,
        middleware=_layers(chosen, database, metrics, tracing),
        # As they were built at import. `include_router` would build each of them again, during the first request of
        # every process, which then takes a tenth of a second and more.
        routes=[route for router in ROUTERS for route in router.routes],
    )
    app.state.metrics = metrics
    app.state.database = database
    app.state.company = chosen.company
    app.state.audit_key_file = chosen.audit_key_file
    app.state.plans = PlanCache(chosen.plan_cache_entries_max)
    install_problem_handlers(app)
    install_docs(app)
    return app


def _database_of(settings: Settings) -> Database:
    """As many connections as requests may run at a time, and a few for looking up keys beside them."""
    assert settings.database_url is not None
    return Database(
        settings.database_url.get_secret_value(),
        connections_max=settings.threads_max + _SPARE_CONNECTIONS,
        time_zone=settings.zone,
    )


def _layers(
    settings: Settings, database: Database | None, metrics: RequestMetrics, tracing: Tracing | None
) -> list[Middleware]:
    """What stands around every request, outermost first."""
    storage = settings.rate_limit_storage
    limits = RateLimits(
        per_key=settings.rate_limit_per_minute,
        failed_keys=settings.rate_limit_failed_keys_per_minute,
        storage_url=None if storage is None else storage.get_secret_value(),
    )
    layers = [
        Middleware(RequestLog, metrics=metrics),
        Middleware(ProblemShape),
        Middleware(FailedKeyLimit, limit=limits.failed_keys),
        Middleware(
            KeyGuard,
            credentials=credentials_of(settings, database),
            last_uses=None if database is None else LastUses(database),
        ),
        Middleware(KeyLimit, limit=limits.per_key, name_of=key_name),
    ]
    return layers if tracing is None else [Middleware(RequestSpans, provider=tracing.provider), *layers]


def _lifespan(settings: Settings, tracing: Tracing | None) -> Any:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        write_logs(settings.log_level)
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads_max
        yield
        if tracing is not None:
            tracing.end()

    return lifespan

"""Spans of requests for OpenTelemetry. The framework's own spans hold addresses, in which ids of people stand."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import structlog
from opentelemetry.trace import Span, SpanKind, StatusCode, TracerProvider, format_trace_id
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.route_names import method_of, template_of

_NAME: Final = "bonus"
_PARENT: Final = "traceparent"
_SERVICE: Final = "bonus-engine"


class RequestSpans:
    """One span a request, named by method and route template, within the caller's trace; log lines name the trace."""

    def __init__(self, app: ASGIApp, provider: TracerProvider) -> None:
        self._app = app
        self._tracer = provider.get_tracer(_NAME)
        self._trace_context = TraceContextTextMapPropagator()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request inside its span."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent = Headers(scope=scope).get(_PARENT)
        parent = self._trace_context.extract({} if sent is None else {_PARENT: sent})
        with self._tracer.start_as_current_span(
            method_of(scope),
            context=parent,
            kind=SpanKind.SERVER,
            # What a fault says may quote pay.
            record_exception=False,
            set_status_on_exception=False,
        ) as span:

            async def send_seen(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _describe(span, scope, message["status"])
                await send(message)

            trace_id = format_trace_id(span.get_span_context().trace_id)
            with structlog.contextvars.bound_contextvars(trace_id=trace_id):
                await self._app(scope, receive, send_seen)


def _describe(span: Span, scope: Scope, status: int) -> None:
    method, route = method_of(scope), template_of(scope)
    span.set_attribute("http.request.method", method)
    span.set_attribute("http.response.status_code", status)
    if route is not None:
        span.set_attribute("http.route", route)
        span.update_name(f"{method} {route}")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        span.set_status(StatusCode.ERROR)


@dataclass(frozen=True, slots=True)
class Tracing:
    """Where spans go, and how to send the last ones when the service ends."""

    provider: TracerProvider
    end: Callable[[], None]


def otlp_tracing(version: str) -> Tracing:
    """Sends spans where the `OTEL_…` variables say; needs the extra `otel`."""
    # Imported here: the service runs without them.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider as SdkProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = SdkProvider(resource=Resource.create({"service.name": _SERVICE, "service.version": version}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return Tracing(provider, provider.shutdown)

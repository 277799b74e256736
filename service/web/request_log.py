"""The outermost layer: gives each request its id, logs and counts it, and answers for faults of ours."""

import time
from typing import Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rules import Problem
from service.web.answer_headers import answer_headers_of
from service.web.log import log_of
from service.web.log_line import fault_places
from service.web.metrics import RequestMetrics
from service.web.problems import problem_response
from service.web.request_id import HEADER, choose_request_id, set_request_id
from service.web.route_names import method_of, template_of

access_log: Final = log_of("access")
fault_log: Final = log_of("fault")

_STATUS_CLIENT_LEFT: Final = 499  # never sent; the convention of proxies for a caller who hung up
_MS_PER_SECOND: Final = 1_000


class RequestLog:
    """Logs name the route and never the address: ids of people stand in addresses, amounts in bodies."""

    def __init__(self, app: ASGIApp, metrics: RequestMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request; whatever goes wrong inside, the caller gets an answer with an id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = choose_request_id(_sent_id(scope))
        set_request_id(scope, request_id)
        with structlog.contextvars.bound_contextvars(request_id=request_id), self._metrics.running():
            await self._serve(scope, receive, _Answer(scope, send, request_id))

    async def _serve(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        started = time.perf_counter()
        try:
            await self._app(scope, receive, answer.send)
        except ClientDisconnect:
            answer.status = _STATUS_CLIENT_LEFT
        except Exception as fault:
            _log_fault(fault)
            if answer.status is not None:
                # Half an answer is out. `from None`: the server prints what it gets, a fault may quote pay.
                raise ConnectionAbortedError("the answer broke off; see the log line of this request") from None
            await _fault_answer(scope)(scope, receive, answer.send)
        finally:
            seconds = time.perf_counter() - started
            _log_access(scope, answer.status, seconds)
            if answer.status is not None:
                self._metrics.answered(scope, answer.status, seconds)


class _Answer:
    """What goes out: marked with the request's id, its status remembered."""

    def __init__(self, scope: Scope, send: Send, request_id: str) -> None:
        self._scope = scope
        self._send = send
        self._request_id = request_id
        self.status: int | None = None

    async def send(self, message: Message) -> None:
        """Passes a message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(raw=message["headers"])
            headers[HEADER] = self._request_id
            headers["X-Content-Type-Options"] = "nosniff"
            headers.update(answer_headers_of(self._scope))
            message["headers"] = headers.raw
        await self._send(message)


def _sent_id(scope: Scope) -> bytes | None:
    sent = Headers(scope=scope).get(HEADER)
    return None if sent is None else sent.encode("latin-1")


def _fault_answer(scope: Scope) -> ASGIApp:
    message = "Something failed inside the service; nothing was changed. Quote the request id when you report it."
    return problem_response(scope, [Problem("service.fault", "", message)])


def _log_fault(fault: Exception) -> None:
    """The kind and the place of a fault, never its text: that may quote what people earn."""
    fault_log.error("fault", kind=type(fault).__qualname__, places=fault_places(fault))


def _log_access(scope: Scope, status: int | None, seconds: float) -> None:
    access_log.info(
        "request",
        method=method_of(scope),
        route=template_of(scope),
        status=status,
        ms=round(seconds * _MS_PER_SECOND, 1),
    )

"""The outermost layer: gives each request its id, logs one line for it, and answers for faults of ours."""

import logging
import time
import traceback
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rules import Problem
from service.web.problems import problem_response
from service.web.request_id import HEADER, choose_request_id, set_request_id

access_log: Final = logging.getLogger("bonus.access")
fault_log: Final = logging.getLogger("bonus.fault")

_STATUS_CLIENT_LEFT: Final = 499  # never sent; the convention of proxies for a caller who hung up
_MS_PER_SECOND: Final = 1_000


class RequestLog:
    """Logs name the route and never the address: ids of people stand in addresses, amounts in bodies."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request; whatever goes wrong inside, the caller gets an answer with an id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = choose_request_id(_sent_id(scope))
        set_request_id(scope, request_id)
        status: int | None = None

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(raw=message["headers"])
                headers[HEADER] = request_id
                headers["X-Content-Type-Options"] = "nosniff"
                message["headers"] = headers.raw
            await send(message)

        started = time.perf_counter()
        try:
            await self._app(scope, receive, send_with_id)
        except ClientDisconnect:
            status = _STATUS_CLIENT_LEFT
        except Exception as fault:
            _log_fault(fault, request_id)
            if status is not None:
                # Half an answer is out. `from None`: the server prints what it gets, a fault may quote pay.
                raise ConnectionAbortedError("the answer broke off; see the log line of this request") from None
            await _fault_answer(scope)(scope, receive, send_with_id)
        finally:
            _log_access(scope, request_id, status, time.perf_counter() - started)


def _sent_id(scope: Scope) -> bytes | None:
    sent = Headers(scope=scope).get(HEADER)
    return None if sent is None else sent.encode("latin-1")


def _fault_answer(scope: Scope) -> ASGIApp:
    message = "Something failed inside the service; nothing was changed. Quote the request id when you report it."
    return problem_response(scope, [Problem("service.fault", "", message)])


def _log_fault(fault: Exception, request_id: str) -> None:
    """The kind and the place of a fault, never its text: that may quote what people earn."""
    places = [
        f"{frame.f_globals.get('__name__')}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(fault.__traceback__)
    ]
    fault_log.error(
        "fault",
        extra={"fields": {"request_id": request_id, "kind": type(fault).__qualname__, "places": places}},
    )


def _log_access(scope: Scope, request_id: str, status: int | None, seconds: float) -> None:
    fields = {
        "request_id": request_id,
        "method": scope["method"],
        "route": getattr(scope.get("route"), "path", None),
        "status": status,
        "ms": round(seconds * _MS_PER_SECOND, 1),
    }
    access_log.info("request", extra={"fields": fields})

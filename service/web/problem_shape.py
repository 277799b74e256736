"""The last net: an error that some layer wrote as plain text leaves as a problem document all the same."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.problem_handlers import framework_problem
from service.web.problems import MEDIA_TYPE, problem_response

_ERROR_FROM = 400
# These describe the body that is thrown away.
_OF_THE_OLD_BODY = frozenset({"content-type", "content-length", "content-encoding", "etag", "cache-control"})


class ProblemShape:
    """Needed for 413, which Starlette writes beneath all exception handlers, even over a handler's answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything through except errors of another shape."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        replaced = False

        async def send_shaped(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_foreign_error(message):
                replaced = True
                kept = {k: v for k, v in Headers(raw=message["headers"]).items() if k not in _OF_THE_OLD_BODY}
                status: int = message["status"]
                answer = problem_response(scope, [framework_problem(status)], status=status, headers=kept)
                await answer(scope, receive, send)
            elif not replaced:
                await send(message)

        await self._app(scope, receive, send_shaped)


def _is_foreign_error(start: Message) -> bool:
    if start["status"] < _ERROR_FROM:
        return False
    return Headers(raw=start["headers"]).get("content-type") != MEDIA_TYPE

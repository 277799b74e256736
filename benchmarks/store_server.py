"""A service for measurements: the API on a store, and in the same process a bare handler that answers ready bytes.

`python -m benchmarks.store_server PORT FILE`: the store is that of `BONUS_DATABASE_URL`, FILE holds the bytes.
"""

import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from service.main import create_app

BARE = "/bare"


class Both:
    """Two apps behind one server: `/bare` and everything else."""

    def __init__(self, bare: ASGIApp, service: ASGIApp) -> None:
        self._bare = bare
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on by address."""
        is_bare = scope["type"] == "http" and scope["path"] == BARE
        await (self._bare if is_bare else self._service)(scope, receive, send)


def bare_app(file: Path) -> FastAPI:
    """What the framework alone costs: one route, no key, no log, bytes that are ready."""
    app = FastAPI(openapi_url=None)

    @app.get(BARE)
    def bare() -> Response:
        return Response(content, media_type="application/json")

    content = file.read_bytes()
    return app


def main(port: int, file: Path) -> None:
    """Serve until the process is ended."""
    app = Both(bare_app(file), create_app())
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

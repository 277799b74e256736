"""`/openapi.json`, and the same as a page that needs nothing from the internet: `/docs`."""

from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import APIRouter, FastAPI
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from service.openapi import render

# The page may load from here and from nowhere else; Swagger UI writes style attributes into its elements.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs() -> Response:
    """The page; its parts are under `/docs/assets`."""
    page = (files("service") / "static" / "docs" / "index.html").read_text(encoding="utf-8")
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY})


def install_docs(app: FastAPI) -> None:
    """Adds the description, the page and its files to the app, which by now has all its routes."""
    app.include_router(router)
    app.mount("/docs/assets", StaticFiles(packages=[("service", "static")]), name="docs-assets")
    described = cache(lambda: render(app))

    @app.get("/openapi.json", include_in_schema=False)
    def openapi() -> Response:
        return Response(described(), media_type="application/json")

"""`bonus openapi`: the description of the HTTP API."""

from pathlib import Path

from service.cli.documents import give
from service.main import create_app
from service.openapi import render
from service.settings import Settings


def run_openapi(out: Path | None) -> None:
    """The same whatever the environment says: no setting is read for it."""
    give(render(create_app(Settings.model_construct())), out)

"""The version of the engine that runs, as results and openapi.json name it."""

from functools import cache
from importlib.metadata import version
from typing import Final

_DISTRIBUTION: Final = "bonus-engine"


@cache
def engine_version() -> str:
    """The version of the installed package, looked up once: it takes milliseconds."""
    return version(_DISTRIBUTION)

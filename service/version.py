"""The version of the engine that runs, as results and openapi.json name it."""

from importlib.metadata import version
from typing import Final

_DISTRIBUTION: Final = "bonus-engine"


def engine_version() -> str:
    """The version of the installed package."""
    return version(_DISTRIBUTION)

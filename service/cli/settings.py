"""Reading the settings for a command."""

from pydantic import ValidationError

from rules import Problem
from service.cli.findings import end_with
from service.settings import Settings


def read_settings() -> Settings:
    """What the environment says; ends the command where a setting cannot be used."""
    try:
        return Settings()
    except ValidationError as refused:
        end_with(
            Problem("settings.refused", _variable(error["loc"]), error["msg"].removeprefix("Value error, "))
            for error in refused.errors(include_input=False, include_context=False, include_url=False)
        )


def _variable(place: tuple[int | str, ...]) -> str:
    """The variable of a setting; what is wrong with several together names them in its message."""
    return "BONUS_" + "_".join(map(str, place)).upper() if place else ""

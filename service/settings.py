"""What an operator can set, read once from the environment at start."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_KEY_CHARACTERS_MIN = 32


def _usable_key(key: SecretStr) -> SecretStr:
    """The key as it arrives in a header, where spaces around it cannot exist."""
    text = key.get_secret_value().strip()
    if len(text) < _KEY_CHARACTERS_MIN:
        raise ValueError(f"the key needs at least {_KEY_CHARACTERS_MIN} characters")
    if not text.isprintable():
        raise ValueError("the key holds a character that no HTTP header can carry; use printable text")
    return SecretStr(text)


class Settings(BaseSettings):
    """Each setting is the environment variable `BONUS_` plus its name in capitals; an empty one is unset."""

    # Refused settings are printed at start: without this a mistyped key would be printed with them.
    model_config = SettingsConfigDict(
        env_prefix="BONUS_", env_ignore_empty=True, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    api_key: Annotated[SecretStr, AfterValidator(_usable_key)] | None = Field(
        default=None,
        description="The key that callers send as `Authorization: Bearer …`, 32 characters or more. "
        "Without it `bonus serve` makes a new key at every start and prints it once.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least important log line that is written."
    )
    threads_max: int = Field(
        default=8,
        ge=1,
        le=64,
        description="How many requests may be computed at the same time in one process.",
    )
    plan_cache_entries_max: int = Field(
        default=64, ge=0, le=10_000, description="How many compiled plans are kept ready."
    )

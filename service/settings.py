"""What an operator can set, read once from the environment at start."""

from datetime import UTC, tzinfo
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

_KEY_CHARACTERS_MIN = 32


def _usable_key(key: SecretStr) -> SecretStr:
    """The key as it arrives in a header, where spaces around it cannot exist."""
    text = key.get_secret_value().strip()
    if len(text) < _KEY_CHARACTERS_MIN:
        raise ValueError(f"the key needs at least {_KEY_CHARACTERS_MIN} characters")
    if not text.isprintable():
        raise ValueError("the key holds a character that no HTTP header can carry; use printable text")
    return SecretStr(text)


_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def _trusted_address(url: str) -> str:
    """An address whose answer nobody on the way can change: those keys decide who gets in."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError("this is not an address") from None
    if parts.hostname is None or (parts.scheme != "https" and not _stays_here(parts.scheme, parts.hostname)):
        raise ValueError("the address must begin with https:// (http:// only for this machine itself)")
    return url


def _stays_here(scheme: str, host: str) -> bool:
    return scheme == "http" and host in _LOOPBACK


_POSTGRESQL_SCHEMES = frozenset({"postgresql", "postgres", "postgresql+psycopg"})


def _store_address(url: SecretStr) -> SecretStr:
    """The address of a database that a store can be in, as far as can be told without asking it."""
    try:
        parts = make_url(url.get_secret_value().strip())
    except (ArgumentError, ValueError):
        raise ValueError(_ADDRESSES) from None
    if parts.drivername == "sqlite":
        if parts.host or parts.query or parts.database in (None, "", ":memory:"):
            raise ValueError(
                "a store in SQLite is a file; write sqlite:///bonus.sqlite, or sqlite:////var/lib/bonus.sqlite"
            )
    elif parts.drivername not in _POSTGRESQL_SCHEMES:
        raise ValueError(_ADDRESSES)
    return SecretStr(url.get_secret_value().strip())


def _is_postgresql(url: SecretStr) -> bool:
    return not url.get_secret_value().startswith("sqlite")


_ADDRESSES = "write sqlite:///file or postgresql://user:password@host/name (in a password, / is %2F and @ is %40)"
_SHARED_SCHEMES = frozenset({"redis", "rediss", "redis+unix", "redis+sentinel", "redis+cluster"})


def _shared_storage(url: SecretStr) -> SecretStr:
    """The address of a storage that can be used, as far as can be told without asking it."""
    scheme, colon, _ = url.get_secret_value().partition(":")
    if not colon or scheme not in _SHARED_SCHEMES:
        raise ValueError("give the address of a Redis, such as redis://localhost:6379/0")
    if find_spec("redis") is None:
        raise ValueError("the Redis client is not installed: pip install bonus-engine[redis]")
    return url


def _known_zone(name: str) -> str:
    """The name of a time zone of the IANA database that this machine has."""
    try:
        _zone(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("this is no time zone that is known here; write a name such as Europe/Berlin") from None
    return name


def _zone(name: str) -> tzinfo:
    return UTC if name == "UTC" else ZoneInfo(name)


def _installed_tracing(switch: Literal["on", "off"]) -> Literal["on", "off"]:
    if switch == "on" and (find_spec("opentelemetry.sdk") is None or find_spec("opentelemetry.exporter") is None):
        raise ValueError("OpenTelemetry is not installed: pip install bonus-engine[otel]")
    return switch


class Settings(BaseSettings):
    """Each setting is the environment variable `BONUS_` plus its name in capitals; an empty one is unset."""

    # Refused settings are printed at start: without this a mistyped key would be printed with them.
    model_config = SettingsConfigDict(
        env_prefix="BONUS_", env_ignore_empty=True, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    api_key: Annotated[SecretStr, AfterValidator(_usable_key)] | None = Field(
        default=None,
        description="The key that callers send as `Authorization: Bearer …`, 32 characters or more. "
        "It works beside the keys of the store, as the system `env`.",
    )
    database_url: Annotated[SecretStr, AfterValidator(_store_address)] | None = Field(
        default=None,
        description="The store: `sqlite:///file` or `postgresql://user:password@host/name`. "
        "Without it `bonus serve` keeps `bonus.sqlite` in the folder where it was started.",
    )
    migration_url: Annotated[SecretStr, AfterValidator(_store_address)] | None = Field(
        default=None,
        description="PostgreSQL only: the same database as the owner of its tables, used for migrations and nothing "
        "else, so that the service itself can run as a role that owns nothing.",
    )
    approvals: Literal["two_person", "single"] = Field(
        default="two_person",
        description="Read at the first start of a store and never again: `single` lets one person approve what they "
        "asked for, for companies of one.",
    )
    time_zone: Annotated[str, AfterValidator(_known_zone)] = Field(
        default="UTC",
        description="Where the company is, such as `Europe/Berlin`: business dates, and what day it is today, are "
        "those of this time zone.",
    )
    audit_key_file: Path | None = Field(
        default=None,
        description="The private key that signs heads of the audit, made by `bonus audit make-key`. Keep it, and the "
        "heads, away from the database: whoever has both could rewrite the audit unseen.",
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
    company: str = Field(
        default="company",
        min_length=1,
        max_length=128,
        description="The id of the participant that stands for the company: its attributes and facts are those of "
        "`scope: company` in runs, and its name heads every statement.",
    )
    preview_days: int = Field(
        default=30, ge=1, le=3650, description="For how many days results of previews and shadow runs are kept."
    )
    otel: Annotated[Literal["on", "off"], AfterValidator(_installed_tracing)] = Field(
        default="off",
        description="`on` sends a span for every request, as OpenTelemetry's own `OTEL_…` variables say where to.",
    )
    rate_limit_per_minute: int = Field(
        default=600, ge=0, description="How many requests one key may send in any minute; 0 for no limit."
    )
    rate_limit_failed_keys_per_minute: int = Field(
        default=30,
        ge=0,
        description="After how many refused keys in any minute an address must wait; 0 for no limit.",
    )
    rate_limit_storage: Annotated[SecretStr, AfterValidator(_shared_storage)] | None = Field(
        default=None,
        description="Where requests are counted: a Redis as `redis://…`, shared by several processes. Without it every "
        "process counts for itself.",
    )
    oidc_issuer: str | None = Field(
        default=None,
        description="The OpenID provider whose tokens are accepted beside keys: their `iss`, to the letter.",
    )
    oidc_audience: str | None = Field(default=None, description="What the `aud` of its tokens must name.")
    oidc_jwks_url: Annotated[str, AfterValidator(_trusted_address)] | None = Field(
        default=None, description="Where the provider publishes its public keys (a JSON Web Key Set)."
    )

    @property
    def zone(self) -> tzinfo:
        """The company's time zone."""
        return _zone(self.time_zone)

    @model_validator(mode="after")
    def _whole_provider(self) -> Self:
        given = [self.oidc_issuer, self.oidc_audience, self.oidc_jwks_url]
        if any(given) and not all(given):
            raise ValueError("give all three of BONUS_OIDC_ISSUER, _AUDIENCE and _JWKS_URL, or none")
        return self

    @model_validator(mode="after")
    def _owner_of_a_postgresql(self) -> Self:
        given = (self.database_url, self.migration_url)
        if self.migration_url is not None and not all(url and _is_postgresql(url) for url in given):
            raise ValueError("BONUS_MIGRATION_URL goes with a BONUS_DATABASE_URL, and both name the same PostgreSQL")
        return self

"""Settings come from the environment, and a wrong one is refused without being repeated."""

import pytest
from pydantic import SecretStr, ValidationError

from service.settings import Settings


def test_without_an_environment_the_defaults_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BONUS_API_KEY", raising=False)
    settings = Settings()
    assert settings.api_key is None
    assert (settings.log_level, settings.threads_max, settings.plan_cache_entries_max) == ("info", 8, 64)


def test_every_setting_is_an_environment_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BONUS_API_KEY", "k" * 32)
    monkeypatch.setenv("BONUS_LOG_LEVEL", "error")
    monkeypatch.setenv("BONUS_THREADS_MAX", "3")
    monkeypatch.setenv("BONUS_PLAN_CACHE_ENTRIES_MAX", "0")
    settings = Settings()
    assert settings.api_key == SecretStr("k" * 32)
    assert (settings.log_level, settings.threads_max, settings.plan_cache_entries_max) == ("error", 3, 0)


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BONUS_API_KEY", "")
    assert Settings().api_key is None


@pytest.mark.parametrize("key", ["short-and-secret", "secret" + "x" * 30 + "\x00" + "y", "secret" + " " * 40])
def test_a_key_that_cannot_work_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(api_key=SecretStr(key))
    assert "secret" not in str(refused.value)


def test_spaces_around_the_key_do_not_belong_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BONUS_API_KEY", "k" * 40 + "\n")
    assert Settings().api_key == SecretStr("k" * 40)


def test_the_key_does_not_show_when_settings_are_printed() -> None:
    assert "k" * 32 not in repr(Settings(api_key=SecretStr("k" * 32)))


def provider(**changed: str) -> dict[str, str]:
    """The settings of a whole provider with changes; an empty text leaves one out."""
    whole = {
        "oidc_issuer": "https://login.example",
        "oidc_audience": "bonus",
        "oidc_jwks_url": "https://login.example/keys",
    }
    return {name: text for name, text in {**whole, **changed}.items() if text}


def settings_of(given: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings as they come from the environment."""
    for name, text in given.items():
        monkeypatch.setenv(f"BONUS_{name.upper()}", text)
    return Settings()


@pytest.mark.parametrize("url", ["https://login.example/keys", "http://127.0.0.1:8080/keys", "http://localhost/k"])
def test_an_identity_provider_can_be_named(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_of(provider(oidc_jwks_url=url), monkeypatch)
    assert (settings.oidc_issuer, settings.oidc_audience) == ("https://login.example", "bonus")
    assert settings.oidc_jwks_url == url


@pytest.mark.parametrize("left_out", ["oidc_issuer", "oidc_audience", "oidc_jwks_url"])
def test_half_a_provider_is_refused(left_out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="all three"):
        settings_of(provider(**{left_out: ""}), monkeypatch)


@pytest.mark.parametrize(
    "url",
    ["http://login.example/keys", "ftp://localhost/keys", "login.example", "https://", "file:///keys", "https://["],
)
def test_keys_of_a_provider_come_only_from_where_nobody_can_change_them(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValidationError, match="oidc_jwks_url"):
        settings_of(provider(oidc_jwks_url=url), monkeypatch)


@pytest.mark.parametrize("url", ["localhost:6379", "memory://", "http://secret@localhost", "secret"])
def test_requests_are_counted_in_a_redis_or_not_at_all(url: str) -> None:
    with pytest.raises(ValidationError, match="Redis") as refused:
        Settings(rate_limit_storage=SecretStr(url))
    assert "secret" not in str(refused.value)


def test_a_redis_without_its_client_is_refused_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.settings.find_spec", lambda _name: None)
    with pytest.raises(ValidationError, match=r"bonus-engine\[redis\]"):
        Settings(rate_limit_storage=SecretStr("redis://localhost:6379"))

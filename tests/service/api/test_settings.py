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

"""How properties are tried: the same examples on every run and machine, or new ones on request."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.kept_logging import keep_logging
from tests.memory_folder import memory_folder

# A busy machine is not a failure, and a run that fails must fail again.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("steady", _UNHURRIED, derandomize=True)
settings.register_profile("explore", _UNHURRIED, max_examples=1000)
settings.load_profile("steady")

if (_memory := memory_folder()) is not None:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_memory))  # of `tmp_path` and the like

pytest_plugins = ["tests.compiled_once", "tests.stores"]


@pytest.fixture(autouse=True)
def _logging_ends_with_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_logging(monkeypatch)

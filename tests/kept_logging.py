"""Serving changes the logging of its process; in tests that ends with the test."""

import logging

import pytest

_CHANGED = ("", "bonus", "uvicorn", "uvicorn.error", "uvicorn.access")


def keep_logging(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the test, everything that `write_logs` touches is as it was."""
    for name in _CHANGED:
        logger = logging.getLogger(name)
        monkeypatch.setattr(logger, "handlers", logger.handlers.copy())
        for attribute in ("level", "propagate", "disabled"):
            monkeypatch.setattr(logger, attribute, getattr(logger, attribute))

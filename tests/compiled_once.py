"""SQL of the tests is compiled once per process: every test has engines of its own, and each would compile it anew.

What an engine compiled can be used by another one of the same dialect, which is looked up by identity.
"""

from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

import service.store.database

_first: dict[str, Engine] = {}


def _create_engine(*arguments: Any, **options: Any) -> Engine:
    """An engine that shares what was compiled by the first one of its dialect that has reached a database."""
    engine = create_engine(*arguments, **options)
    first = _first.get(engine.dialect.name)
    if first is None or getattr(first.dialect, "server_version_info", None) is None:
        _first[engine.dialect.name] = engine
    else:
        engine.dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
    return engine


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service.store.database, "create_engine", _create_engine)
        yield

"""A store with a small history in it, on both databases."""

import pytest

from tests.service.audit.history import write_history
from tests.stores import Store


@pytest.fixture
def lived(store: Store) -> Store:
    """A store in which something happened."""
    write_history(store.database)
    return store

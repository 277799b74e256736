"""Cycles are searched for again, whatever happens meanwhile."""

import gc

import pytest

from service.runs.compute.uncollected import uncollected


@uncollected()
def searching() -> bool:
    return gc.isenabled()


def test_nothing_is_searched_meanwhile_and_then_again() -> None:
    assert gc.isenabled()
    assert not searching()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.isenabled()


def test_what_somebody_else_switched_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            assert not searching()
        assert not gc.isenabled()
    finally:
        gc.enable()

"""Killed at any point between the request to book a month and its last statement, nothing that was acknowledged is
lost and nobody is paid twice, on both databases.

A few points by default; `FAULT_POINTS=100000` tries every one (`make faults`).
"""

import os
import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from tests.faults.careful_callers import Callers
from tests.faults.careful_payroll import acknowledged, end_month
from tests.faults.conftest import Stores
from tests.faults.intact import counts, is_intact
from tests.faults.killing import Say, killed_at, spread
from tests.service.runs.ready import a_company, compute, started
from tests.stores import Store

POINTS: Final = int(os.environ.get("FAULT_POINTS", "2"))
TABLES: Final = (
    *("booking_request", "booking", "approval_request", "approval", "period_event", "request_claim"),
    *("payment", "payment_line", "payment_export", "payment_file", "statement_issue", "run_result", "result"),
)

pytestmark = pytest.mark.slow


def url_of(store: Store) -> str:
    """Where a child reaches the store."""
    return store.database.url.render_as_string(hide_password=False)


def month_ended(keys: dict[str, str], run_id: str, url: str, say: Say) -> None:
    """The scenario: a finished run is booked, locked, paid, exported and told to everybody."""
    callers = Callers(url, keys)
    end_month(callers, run_id, say)
    callers.close()


def calculated_month(stores: Stores) -> tuple[Store, str]:
    """A store with a finished final run of March."""
    store = stores.new()
    callers = Callers(url_of(store), store.keys)
    a_company(callers.as_)
    run_id = started(callers.as_)
    compute(store.database)
    callers.close()
    return store, run_id


def said_of(store: Store) -> list[str]:
    """What a store holds of all that is acknowledged."""
    callers = Callers(url_of(store), store.keys)
    found = acknowledged(callers)
    callers.close()
    return found


def without_numbers(said: Iterable[str]) -> list[str]:
    """What is said without the numbers of payments and files: one that was lost in a kill is not given again."""
    return sorted(re.sub(r"^(paid|exported) \d+ ", r"\1 ", line) for line in said)


def pay_of(store: Store) -> list[tuple[object, ...]]:
    """Every line that was paid, with its origin."""
    with store.database.reading.begin() as connection:
        text = "SELECT origin, participant_id, amount_minor, currency FROM payment_line ORDER BY payment_id, number"
        return [tuple(row) for row in connection.exec_driver_sql(text)]


def test_a_month_is_ended_once(stores: Stores, tmp_path: Path) -> None:
    prepared, run_id = calculated_month(stores)
    whole = stores.copy_of(prepared)
    undisturbed = killed_at(0, partial(month_ended, whole.keys, run_id), url_of(whole), tmp_path)
    expected, pay = counts(whole.database, *TABLES), pay_of(whole)
    assert sum(int(str(minor)) for _, _, minor, _ in pay) == 633000
    assert len({origin for origin, *_ in pay}) == len(pay) == 6
    assert sorted(said_of(whole)) == sorted(undisturbed.said)
    in_the_end = without_numbers(undisturbed.said)
    for number in spread(undisturbed.points, POINTS):
        store = stores.copy_of(prepared)
        killed = killed_at(number, partial(month_ended, store.keys, run_id), url_of(store), tmp_path)
        assert set(killed.said) <= set(said_of(store)), f"killed at {number}"
        assert is_intact(store.database)
        callers = Callers(url_of(store), store.keys)
        end_month(callers, run_id, lambda _: None)
        end_month(callers, run_id, lambda _: None)
        callers.close()
        assert counts(store.database, *TABLES) == expected, f"killed at {number}"
        assert pay_of(store) == pay, f"killed at {number}"
        assert without_numbers(said_of(store)) == in_the_end, f"killed at {number}"
        assert is_intact(store.database)

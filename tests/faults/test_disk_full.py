"""A database without room refuses with 503 and goes on when there is room again."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from tests.stores import As, Store


def people(number: int) -> dict[str, Any]:
    """Enough people to fill some pages of a database."""
    return {"participants": [{"id": f"P{number}-{each}", "name": "x" * 150} for each in range(300)]}


def send_until_refused(client: TestClient) -> int:
    """How many requests found room."""
    for number in range(200):
        answer = client.post("/v1/participants/bulk", json=people(number))
        if answer.status_code != 200:
            assert (answer.status_code, answer.json()["code"]) == (503, "store.full"), answer.text
            assert int(answer.headers["Retry-After"]) > 0
            return number
    raise AssertionError("there is no end of the room")


def test_a_full_disk_is_said_and_outlived(store: Store, store_kind: str, as_: As) -> None:
    if store_kind != "sqlite":
        pytest.skip("a full disk of PostgreSQL needs a disk of its own")
    client = as_("payroll")
    assert client.post("/v1/participants/bulk", json=people(1_000)).status_code == 200
    limit = {"pages": 0}

    def bounded(connection: Any, _branch: Any = None) -> None:
        if limit["pages"]:
            connection.connection.execute(f"PRAGMA max_page_count = {limit['pages']}")

    with store.database.reading.begin() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    app_database = client.app.state.database  # type: ignore[attr-defined]
    event.listen(app_database.writing, "begin", bounded)
    limit["pages"] = used + 200
    sent = send_until_refused(client)
    limit["pages"] = used + 100_000
    assert client.post("/v1/participants/bulk", json=people(sent)).status_code == 200
    with store.database.reading.begin() as connection:
        kept = connection.exec_driver_sql("SELECT COUNT(*) FROM participant").scalar_one()
    assert kept == 300 * (sent + 2)
    event.remove(app_database.writing, "begin", bounded)

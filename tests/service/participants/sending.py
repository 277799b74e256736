"""Sending files of people, and what the answers say."""

from typing import Any

from fastapi.testclient import TestClient

from service.web.file_request import CSV_MEDIA


def send(client: TestClient, what: str, content: str | bytes, media: str = CSV_MEDIA, **query: Any) -> Any:
    """The answer to a file of participants or assignments."""
    headers = {"Content-Type": media}
    return client.post(f"/v1/{what}/import", content=content, headers=headers, params=query)


def counts(answer: Any) -> tuple[bool, int, int, int]:
    """Whether it was saved, and how many rows were created, changed and unchanged."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    return body["saved"], body["created"], body["changed"], body["unchanged"]


def found(problems: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Code and place of each."""
    return [(problem["code"], problem["path"]) for problem in problems]

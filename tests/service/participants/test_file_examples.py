"""The files that openapi.json and docs/api.md show are saved as they stand, on both databases."""

import pytest

from service.participants.examples import ASSIGNMENTS_CSV, PEOPLE_CSV
from tests.contract.markdown import Fence, parts_of
from tests.service.participants.sending import counts, send
from tests.stores import As


def shown(name: str) -> str:
    """The file of this name in docs/api.md."""
    (text,) = [part.text for part in parts_of("docs/api.md") if isinstance(part, Fence) and name in part.words]
    return text


@pytest.mark.parametrize("summary", PEOPLE_CSV)
def test_participants_of_the_description(as_: As, summary: str) -> None:
    assert counts(send(as_("payroll"), "participants", PEOPLE_CSV[summary]))[0]


@pytest.mark.parametrize("summary", ASSIGNMENTS_CSV)
def test_assignments_of_the_description(as_: As, summary: str) -> None:
    client = as_("payroll")
    send(client, "participants", "participant\nE17\n")
    assert counts(send(client, "assignments", ASSIGNMENTS_CSV[summary])) == (True, 1, 0, 0)


def test_the_files_of_the_document(as_: As) -> None:
    client = as_("payroll")
    assert counts(send(client, "participants", shown("people.csv"))) == (True, 3, 0, 0)
    assert counts(send(client, "assignments", shown("assignments.csv"))) == (True, 2, 0, 0)

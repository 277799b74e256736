"""`bonus plans pull` and `push`: plans as files beside a running service, here the app itself behind the client."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from rules import document_hash
from service.cli.plans_folder import NOTE
from service.cli.remote import Remote
from service.files.documents import read_document
from tests.service.cli.conftest import Run
from tests.service.plans.steps import KEY, As, etag_of, plan, published, submitted, write

pytestmark = [
    pytest.mark.usefixtures("service"),
    # What a command does is the same whatever the service keeps its plans in.
    pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True),
]


def answering(client: TestClient) -> httpx.MockTransport:
    """Has the app in this process answer the requests of a command."""

    def answer(request: httpx.Request) -> httpx.Response:
        headers = {name: value for name, value in request.headers.items() if name != "host"}
        found = client.request(request.method, str(request.url), content=request.read(), headers=headers)
        return httpx.Response(found.status_code, content=found.content, headers=dict(found.headers))

    return httpx.MockTransport(answer)


@pytest.fixture
def service(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands ask the app, as its author."""

    @contextmanager
    def remote() -> Iterator[Remote]:
        with httpx.Client(base_url="http://testserver", transport=answering(as_("author"))) as client:
            yield Remote(client)

    for module in ("plans_pull", "plans_push"):
        monkeypatch.setattr(f"service.cli.{module}.remote", remote)


def pulled(folder: Path, name: str = f"{KEY}.yaml") -> object:
    """The document in a file."""
    return read_document(folder / name, "a plan file")


def edit(folder: Path, before: str, after: str, name: str = f"{KEY}.yaml") -> None:
    """A change by hand."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_a_plan_goes_out_is_changed_and_comes_back(bonus: Run, as_: As, tmp_path: Path) -> None:
    write(as_, plan())
    done = bonus("plans", "pull")
    assert (done.exit_code, done.stdout) == (0, f"{KEY}: {KEY}.yaml written from the draft\n")
    assert document_hash(pulled(tmp_path)) == document_hash(plan())
    edit(tmp_path, "title: Revenue", "title: Sales")
    done = bonus("plans", "push")
    assert done.stdout.splitlines() == [
        f"{KEY}: written as a draft; compared with the draft:",
        "    KPI revenue: title changes from Revenue to Sales.",
    ]
    assert as_("author").get(f"/v1/plans/{KEY}/draft").json()["document"]["kpis"][0]["title"] == "Sales"
    assert bonus("plans", "push").stdout == f"{KEY}: the draft is the same\n"
    assert bonus("plans", "pull").stdout == f"{KEY}: {KEY}.yaml is up to date with the draft\n"


def test_a_new_file_is_a_new_plan_and_is_submitted(bonus: Run, as_: As, tmp_path: Path) -> None:
    (tmp_path / f"{KEY}.json").write_text(json.dumps(plan()), encoding="utf-8")
    done = bonus("plans", "push", "--submit", "--effective-from", "2026-03-01", "--note", "please")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == f"{KEY}: new, written as a draft"
    assert f"{KEY}: submitted as version 1; request 1 waits for an approver" in done.stdout
    version = as_("analyst").get(f"/v1/plans/{KEY}/versions/1").json()
    assert (version["effective_from"], version["hash"]) == ("2026-03-01", document_hash(plan()))
    assert as_("approver").get("/v1/approvals/1").json()["note"] == "please"
    again = bonus("plans", "push", "--submit", "--effective-from", "2026-03-01")
    assert f"{KEY}: not submitted, version 1 has this content and is submitted" in again.stdout


def test_what_somebody_else_changed_is_not_overwritten(bonus: Run, as_: As, tmp_path: Path) -> None:
    tag = etag_of(write(as_, plan()))
    bonus("plans", "pull")
    write(as_, plan(title="Theirs"), tag)
    edit(tmp_path, "title: Account manager", "title: Mine")
    done = bonus("plans", "push")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"draft.changed  {KEY}.yaml: header If-Match  Somebody changed the draft")
    assert as_("author").get(f"/v1/plans/{KEY}/draft").json()["document"]["title"] == "Theirs"
    kept = bonus("plans", "pull")
    assert (kept.exit_code, kept.stderr.split("  ")[0]) == (1, "plans.file_changed")
    assert bonus("plans", "pull", "--force").exit_code == 0
    assert "title: Theirs" in (tmp_path / f"{KEY}.yaml").read_text(encoding="utf-8")


def test_a_file_that_was_never_pulled_overwrites_no_draft(bonus: Run, as_: As, tmp_path: Path) -> None:
    write(as_, plan())
    (tmp_path / f"{KEY}.json").write_text(json.dumps(plan(title="Other")), encoding="utf-8")
    done = bonus("plans", "push")
    assert (done.exit_code, done.stderr.split("  ")[0]) == (1, "draft.changed")


def test_without_a_draft_the_last_version_is_pulled(bonus: Run, as_: As, tmp_path: Path) -> None:
    published(as_, plan())
    draft = as_("author").get(f"/v1/plans/{KEY}/draft")
    as_("author").delete(f"/v1/plans/{KEY}/draft", headers={"If-Match": etag_of(draft)})
    done = bonus("plans", "pull", KEY, "--as", "json", "--folder", tmp_path)
    assert done.stdout == f"{KEY}: {KEY}.json written from version 1\n"
    edit(tmp_path, '"Account manager"', '"Key account manager"', f"{KEY}.json")
    done = bonus("plans", "push", KEY)
    assert done.stdout.splitlines()[0] == f"{KEY}: written as a draft; compared with version 1:"
    assert as_("author").get(f"/v1/plans/{KEY}/draft").status_code == 200


def test_every_plan_is_tried_before_the_command_ends(bonus: Run, as_: As, tmp_path: Path) -> None:
    for key in ("a-plan", "b-plan"):
        write(as_, plan(key=key))
    bonus("plans", "pull")
    edit(tmp_path, "key: a-plan", "key: c-plan", "a-plan.yaml")
    edit(tmp_path, "title: Revenue", "title: Sales", "b-plan.yaml")
    done = bonus("plans", "push")
    assert done.exit_code == 1
    assert "KPI revenue: title changes from Revenue to Sales." in done.stdout
    assert done.stderr.startswith("plans.other_key  a-plan.yaml")


def test_a_plan_with_problems_is_written_and_not_submitted(bonus: Run, as_: As, tmp_path: Path) -> None:
    (tmp_path / f"{KEY}.json").write_text(json.dumps(plan(examples=[])), encoding="utf-8")
    done = bonus("plans", "push", "--submit", "--effective-from", "2026-03-01")
    assert done.exit_code == 1
    assert done.stdout == f"{KEY}: new, written as a draft\n"
    assert done.stderr.startswith(f"plan.no_examples  {KEY}.json: /examples")
    assert as_("author").get(f"/v1/plans/{KEY}/versions").json()["data"] == []


def test_what_cannot_be_used_is_said(bonus: Run, as_: As, tmp_path: Path) -> None:
    write(as_, plan())
    bonus("plans", "pull")
    (tmp_path / f"{KEY}.json").write_text("{}", encoding="utf-8")
    for arguments, code in (
        (("push",), "plans.two_files"),
        (("push", "nothing"), "plans.no_file"),
        (("pull", "nothing"), "plan.not_found"),
        (("pull", "--folder", "nowhere"), "plans.no_folder"),
        (("push", "--folder", "nowhere"), "plans.no_folder"),
    ):
        done = bonus("plans", *arguments)
        assert (done.exit_code, done.stderr.split("  ")[0]) == (1, code), arguments
    (tmp_path / NOTE).write_text('{"schema": "other"}', encoding="utf-8")
    assert bonus("plans", "push").stderr.startswith("plans.bad_note")
    for wrong in (("--submit",), ("--effective-from", "2026-03-01"), ("--note", "x")):
        assert bonus("plans", "push", *wrong).exit_code == 1


def test_a_submitted_version_is_pulled_beside_its_draft(bonus: Run, as_: As, tmp_path: Path) -> None:
    submitted(as_, plan())
    assert bonus("plans", "pull").stdout == f"{KEY}: {KEY}.yaml written from the draft\n"
    note = json.loads((tmp_path / NOTE).read_text(encoding="utf-8"))
    assert note["plans"] == {KEY: {"draft": document_hash(plan()), "file": document_hash(plan())}}

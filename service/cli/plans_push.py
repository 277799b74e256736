"""`bonus plans push`: plan files become drafts of a service, and are submitted if asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.text import Text

from rules import Problem, compare_documents, document_hash
from service.cli.findings import end_with, refusals
from service.cli.plans_folder import Noted, PlansFolder
from service.cli.plans_pull import stored_plan
from service.cli.remote import Remote, RemoteRefused, Sending, remote
from service.cli.screen import show, visible
from service.errors import ServiceError

_NOT_FOUND: Final = 404


@dataclass(frozen=True, slots=True)
class Submission:
    """With what a plan is submitted; the days are text of the form 2026-03-01."""

    effective_from: str
    effective_until: str | None
    note: str | None

    def body(self) -> dict[str, object]:
        """The body of the request; what was not said is left out."""
        said = {"effective_from": self.effective_from, "effective_until": self.effective_until, "note": self.note}
        return {name: value for name, value in said.items() if value is not None}


def run_push(keys: Sequence[str], folder: Path, submission: Submission | None) -> None:
    """Write every file as a draft, tell what changed, and submit what no version holds yet if asked."""
    with refusals(str(folder)):
        if not folder.is_dir():
            end_with([Problem("plans.no_folder", "", "the folder does not exist")], str(folder))
        place = PlansFolder(folder)
        with remote() as service:
            push(service, place, keys, submission)


def push(service: Remote, place: PlansFolder, keys: Sequence[str], submission: Submission | None) -> None:
    """As `run_push`, from one folder to one service; every plan is tried before the command ends."""
    problems: list[Problem] = []
    for key, path in place.files(keys):
        try:
            document = place.document(key, path)
            show(*_lines(key, _drafted(service, place, key, path)))
            if submission is not None:
                show(*_lines(key, [_submitted(service, key, document, submission)]))
        except ServiceError as refused:
            problems += [problem.under(f"{path.name}: " if problem.path else path.name) for problem in refused.problems]
    if problems:
        end_with(problems)


def _lines(key: str, told: Sequence[str]) -> list[Text]:
    """The first sentence with the key, the others below it."""
    return [Text(visible(f"{key}: {one}" if index == 0 else f"    {one}")) for index, one in enumerate(told)]


def _drafted(service: Remote, place: PlansFolder, key: str, path: Path) -> list[str]:
    """What became of the draft, and each change of it."""
    document = place.document(key, path)
    content = document_hash(document)
    stored = _stored(service, key)
    if stored is not None and stored[0] == content:
        place.note(key, Noted(content, content))
        return ["the draft is the same"]
    noted = place.noted(key)
    known = None if noted is None else noted.draft
    condition = {"If-None-Match": "*"} if known is None else {"If-Match": f'"{known}"'}
    # JSON goes as it was written; YAML has only text and says so.
    sending = Sending(path.read_bytes()) if path.suffix == ".json" else Sending.of_json(document)
    service.ask("PUT", f"/v1/plans/{key}/draft", sending=sending, headers=condition)
    place.note(key, Noted(content, content))
    if stored is None:
        return ["new, written as a draft"]
    changes = compare_documents(stored[2], document)
    return [f"written as a draft; compared with {stored[1]}:", *(change.sentence for change in changes)]


def _submitted(service: Remote, key: str, document: object, submission: Submission) -> str:
    content = document_hash(document)
    latest = service.ask("GET", f"/v1/plans/{key}").document()["latest"]
    if latest is not None and latest["hash"] == content and latest["state"] != "refused":
        return f"not submitted, version {latest['number']} has this content and is {latest['state']}"
    answer = service.ask(
        "POST",
        f"/v1/plans/{key}/draft/submit",
        sending=Sending.of_json(submission.body()),
        headers={"If-Match": f'"{content}"'},
    )
    version = answer.document()
    return f"submitted as version {version['number']}; request {version['approval_request_id']} waits for an approver"


def _stored(service: Remote, key: str) -> tuple[str | None, str, Any] | None:
    try:
        return stored_plan(service, key)
    except RemoteRefused as refused:
        if refused.status == _NOT_FOUND and refused.problems[0].code == "plan.not_found":
            return None
        raise

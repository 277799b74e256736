"""`bonus plans pull`: the plans of a service as files, so that rules can live in version control."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.text import Text

from rules import Problem, document_hash
from service.cli.findings import end_with, refusals
from service.cli.plans_folder import Format, Noted, PlansFolder
from service.cli.remote import Remote, remote
from service.cli.screen import show, visible
from service.errors import RequestRefused, ServiceError


def run_pull(keys: Sequence[str], folder: Path, *, form: Format, force: bool) -> None:
    """Write a file for each plan; refuses to overwrite what was changed in the folder, unless forced."""
    with refusals(str(folder)):
        if not folder.is_dir():
            end_with([Problem("plans.no_folder", "", "the folder does not exist; create it first")], str(folder))
        place = PlansFolder(folder)
        with remote() as service:
            pull(service, place, keys, form=form, force=force)


def pull(service: Remote, place: PlansFolder, keys: Sequence[str], *, form: Format, force: bool) -> None:
    """As `run_pull`, from one service into one folder; every plan is tried before the command ends."""
    wanted = tuple(keys) or tuple(entry["key"] for entry in service.listed("/v1/plans"))
    problems: list[Problem] = []
    for key in wanted:
        try:
            show(Text(visible(f"{key}: {_pulled(service, place, key, form, force)}")))
        except ServiceError as refused:
            problems += [problem.under(f"{key}: " if problem.path else key) for problem in refused.problems]
    if problems:
        end_with(problems)


def _pulled(service: Remote, place: PlansFolder, key: str, form: Format, force: bool) -> str:
    draft, source, document = stored_plan(service, key)
    path = place.file_of(key)
    content = document_hash(document)
    if path is not None:
        here = document_hash(place.document(key, path)) if not force else ""
        noted = place.noted(key)
        if here == content:
            place.note(key, Noted(draft, content))
            return f"{path.name} is up to date with {source}"
        if not force and (noted is None or here != noted.file):
            message = "the file was changed since it was pulled; push it, or pull with --force to overwrite it"
            raise RequestRefused(Problem("plans.file_changed", path.name, message))
    path = place.write(key, document, form)
    place.note(key, Noted(draft, content))
    return f"{path.name} written from {source}"


def stored_plan(service: Remote, key: str) -> tuple[str | None, str, Any]:
    """The hash of a plan's draft, what its document was taken from, and the document: the draft, else the last version.

    Raises RemoteRefused, 404 for a plan that the service does not know.
    """
    plan = service.ask("GET", f"/v1/plans/{key}").document()
    if plan["draft"] is not None:
        draft = service.ask("GET", f"/v1/plans/{key}/draft").document()
        return draft["hash"], "the draft", draft["document"]
    number = plan["latest"]["number"]
    version = service.ask("GET", f"/v1/plans/{key}/versions/{number}").document()
    return None, f"version {number}", version["document"]

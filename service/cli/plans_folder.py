"""A folder of plans, one file each, with a note of what the service had when they were pulled."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from rules import Problem, document_hash
from service.errors import RequestRefused
from service.files.document_out import dumps_document
from service.files.documents import read_document
from service.files.results.written_whole import written_whole
from service.files.yaml_out import dumps_yaml

NOTE: Final = ".bonus-plans.json"
"""Kept beside the plans, in version control like them."""

Format = Literal["yaml", "json"]
_ENDINGS: Final = (".yaml", ".yml", ".json")
_SCHEMA: Final = "bonus-plans-folder/1"


@dataclass(frozen=True, slots=True)
class Noted:
    """What was so when a plan was last pulled or pushed: the draft's hash on the service, and the file's."""

    draft: str | None
    file: str


class PlansFolder:
    """The plans of one folder; every error is a ServiceError whose problems name the file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._noted = _read_note(folder / NOTE)

    def files(self, keys: Iterable[str] = ()) -> Iterator[tuple[str, Path]]:
        """Every plan file by key, in order of keys, or only those asked for; a key asked for must be there."""
        wanted = tuple(dict.fromkeys(keys)) or tuple(sorted(self._keys()))
        for key in wanted:
            path = self.file_of(key)
            if path is None:
                raise RequestRefused(Problem("plans.no_file", key, "the folder has no file of this plan"))
            yield key, path

    def file_of(self, key: str) -> Path | None:
        """The file of a plan; refuses two files for one."""
        found = [path for ending in _ENDINGS if (path := self._folder / (key + ending)).is_file()]
        if len(found) > 1:
            names = " and ".join(path.name for path in found)
            raise RequestRefused(Problem("plans.two_files", key, f"{names} are the same plan; keep one of them"))
        return found[0] if found else None

    def document(self, key: str, path: Path) -> object:
        """The document in a file; it must say the key that the file is called by."""
        document = read_document(path, "a plan file")
        said = document.get("key") if isinstance(document, dict) else None
        if said != key:
            message = "the file is called by another key than the plan in it; give both the same name"
            raise RequestRefused(Problem("plans.other_key", path.name, message))
        return document

    def noted(self, key: str) -> Noted | None:
        """What was noted of a plan, None if it was never pulled or pushed from here."""
        return self._noted.get(key)

    def note(self, key: str, noted: Noted) -> None:
        """Keep what the service and the file have now."""
        self._noted[key] = noted
        plans = {name: {"draft": one.draft, "file": one.file} for name, one in sorted(self._noted.items())}
        with written_whole(self._folder / NOTE) as stream:
            stream.write((json.dumps({"schema": _SCHEMA, "plans": plans}, indent=2) + "\n").encode())

    def write(self, key: str, document: object, form: Format) -> Path:
        """Put a plan into its file, in the form that the file has, else in `form`."""
        path = self.file_of(key) or self._folder / f"{key}.{form}"
        text = dumps_document(document) if path.suffix == ".json" else dumps_yaml(document)
        with written_whole(path) as stream:
            stream.write(text.encode())
        if document_hash(read_document(path, "a plan file")) != document_hash(document):
            message = "the plan cannot be written in this form without changing it; pull it with --as json"
            raise RequestRefused(Problem("plans.form", path.name, message))
        return path

    def _keys(self) -> set[str]:
        return {path.stem for path in self._folder.iterdir() if path.suffix in _ENDINGS and path.name != NOTE}


def _read_note(path: Path) -> dict[str, Noted]:
    if not path.exists():
        return {}
    note: Any = read_document(path, "the note of the folder")
    try:
        if note["schema"] != _SCHEMA:
            raise KeyError("schema")
        return {key: Noted(_hash_or_none(one["draft"]), str(one["file"])) for key, one in note["plans"].items()}
    except (KeyError, TypeError, AttributeError):
        message = "this note was not written by bonus plans; delete it and pull again"
        raise RequestRefused(Problem("plans.bad_note", path.name, message)) from None


def _hash_or_none(value: object) -> str | None:
    return None if value is None else str(value)

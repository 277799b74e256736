"""A plan document from a file: JSON or YAML by its extension."""

from pathlib import Path

from service.files.exact_json import loads
from service.files.refused import file_refused, unreadable
from service.files.yaml_text import loads_yaml

PLAN_BYTES_MAX = 1 << 20


def read_plan_document(path: Path) -> object:
    """The document in `path` as JSON data; nothing about plans is checked yet.

    Raises FileRefused (file.unknown_type, file.not_found, file.unreadable, file.too_large) and DocumentRefused
    (the codes of `exact_json.loads` and `yaml_text.loads_yaml`).
    """
    readers = {".json": loads, ".yaml": loads_yaml, ".yml": loads_yaml}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise file_refused("file.unknown_type", "", "a plan file ends in .json, .yaml or .yml")
    return reader(_bytes_of(path))


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(PLAN_BYTES_MAX + 1)
    except OSError as error:
        raise unreadable(error) from None
    if len(data) > PLAN_BYTES_MAX:
        raise file_refused("file.too_large", "", "a plan file may hold at most 1 MiB")
    return data

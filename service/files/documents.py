"""A document from a file, JSON or YAML by its extension: a plan, or what a call says around its people."""

from pathlib import Path

from service.files.exact_json import loads
from service.files.refused import check_regular, file_refused, unreadable
from service.files.yaml_text import loads_yaml

DOCUMENT_BYTES_MAX = 1 << 20


def read_document(path: Path, what: str, bytes_max: int = DOCUMENT_BYTES_MAX) -> object:
    """The document in `path` as JSON data; nothing about its content is checked yet. `what` it is, for messages.

    Raises FileRefused (file.unknown_type, file.not_found, file.unreadable, file.too_large) and DocumentRefused
    (the codes of `exact_json.loads` and `yaml_text.loads_yaml`).
    """
    readers = {".json": loads, ".yaml": loads_yaml, ".yml": loads_yaml}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise file_refused("file.unknown_type", "", f"{what} ends in .json, .yaml or .yml")
    return reader(_bytes_of(path, what, bytes_max))


def _bytes_of(path: Path, what: str, bytes_max: int) -> bytes:
    check_regular(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(bytes_max + 1)
    except OSError as error:
        raise unreadable(error) from None
    if len(data) > bytes_max:
        raise file_refused("file.too_large", "", f"{what} may hold at most {bytes_max >> 20} MiB")
    return data

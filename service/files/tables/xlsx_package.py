"""The packed parts of a workbook: what must hold before a spreadsheet reader may open it."""

import copy
import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from service.files.refused import FileRefused, file_refused
from service.files.tables.xml_parts import Attributes, Elements, broken_workbook

INFLATED_MAX = 1 << 30
"""1 GiB: the largest workbook a command line reads; a sheet full to its last row stays below."""

_MEMBERS_MAX = 10_000
_BLOCK = 1 << 20
_ENDLESS = 1 << 62
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@contextmanager
def open_package(path: Path, inflated_max: int = INFLATED_MAX) -> Iterator[zipfile.ZipFile]:
    """The parts of the workbook, each inflated once to prove its size; raises FileRefused for anything else."""
    with path.open("rb") as binary:
        start = binary.read(4)
        if start == _OLD_FORMAT:
            message = "an old .xls workbook or one with a password; save it as .xlsx without a password"
            raise file_refused("file.not_xlsx", "", message)
        if not start.startswith(b"PK"):
            raise file_refused("file.not_xlsx", "", "not an .xlsx workbook; if it is CSV, name it .csv")
        with _typed_errors():
            package = zipfile.ZipFile(binary)
            _check_sizes(package, inflated_max)
        with package:
            yield package


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the name of its part, in the order of the workbook."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets[attributes.get("name", "")] = _part_name(targets.get(link, ""))

    for part, start in ((_RELATIONS, relation), (_WORKBOOK, sheet)):
        with open_part(package, part) as stream:
            Elements(start).read(stream)
    return sheets


def open_part(package: zipfile.ZipFile, part: str) -> IO[bytes]:
    """One part, found as spreadsheet readers find it: without regard to case."""
    known = {name.lower(): name for name in package.namelist()}
    if part.lower() not in known:
        raise broken_workbook()
    return package.open(known[part.lower()])


def _part_name(target: str) -> str:
    name = target.replace("\\", "/").lstrip("/")
    return name if name.startswith("xl/") else f"xl/{name}"


def _check_sizes(package: zipfile.ZipFile, inflated_max: int) -> None:
    members = package.infolist()
    names = [member.filename.lower() for member in members]
    if len(members) > _MEMBERS_MAX or len(set(names)) < len(names):
        raise broken_workbook()
    if _WORKBOOK not in names or _RELATIONS not in names:
        raise file_refused("file.not_xlsx", "", "a packed file, but no .xlsx workbook; save the table as .xlsx")
    if sum(member.file_size for member in members) > inflated_max:
        raise _too_large(inflated_max)
    left = inflated_max
    for member in members:
        size = _inflated(package, member, left)
        if size > left:
            raise _too_large(inflated_max)
        left -= size


def _inflated(package: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> int:
    """The true size of a member, or `most` + 1 if it is larger: the directory may lie, so it is not believed."""
    if member.compress_type not in _METHODS or member.flag_bits & 1:
        raise broken_workbook()
    unbounded = copy.copy(member)
    unbounded.file_size = _ENDLESS
    size = 0
    with package.open(unbounded) as stream:
        while size <= most and (block := stream.read(_BLOCK)):
            size += len(block)
    if size <= most and size != member.file_size:
        raise broken_workbook()
    return size


def _too_large(inflated_max: int) -> FileRefused:
    message = f"the workbook unpacks to more than {inflated_max >> 20} MiB; keep only the facts, or use CSV"
    return file_refused("file.inflates_too_large", "", message)


@contextmanager
def _typed_errors() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError):
        raise broken_workbook() from None
    except OSError as error:
        # A damaged directory sends the reader to places before the start of the file.
        if error.errno == errno.EINVAL:
            raise broken_workbook() from None
        raise

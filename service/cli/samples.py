"""The files of the shipped sample company, and writing copies of them."""

from importlib.resources import files
from pathlib import Path

from rules import Problem
from service.cli.findings import end_with, refusals
from service.files.results.written_whole import cannot_write, written_whole

PLAN = "plan.json"
FACTS = "2026-03.csv"


def sample_files() -> dict[str, bytes]:
    """Every sample file by name."""
    folder = files("service") / "samples"
    found = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
    return dict(sorted(found.items()))


def copy_samples(folder: Path) -> None:
    """Write the sample files into `folder`, made if need be. Files of the same name that differ are left alone."""
    contents = sample_files()
    different = [
        Problem("file.exists", name, "another file of this name is there; choose another folder")
        for name, content in contents.items()
        if (folder / name).exists() and _content(folder / name) != content
    ]
    if different:
        end_with(different, str(folder))
    with refusals(str(folder)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(error) from None
        for name, content in contents.items():
            with written_whole(folder / name) as stream:
                stream.write(content)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # a folder, or not for us to read: in any case not our file

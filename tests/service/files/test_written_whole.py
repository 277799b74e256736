"""A results file is there whole or not at all."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.files.refused import FileRefused, file_refused
from service.files.results import open_results_writer
from service.files.results.written_whole import written_whole
from tests.service.files.result_samples import HEAD, TOTALS, result
from tests.service.files.samples import files_of_at_most

TYPES = pytest.mark.parametrize("name", ["r.csv", "r.xlsx", "r.json"])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write_and_fail(path: Path) -> None:
    with open_results_writer(path, HEAD) as writer:
        writer.write([result("E1")])
        raise KeyError


@TYPES
def test_nothing_stands_there_before_the_end(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with open_results_writer(path, HEAD) as writer:
        writer.write([result("E1")])
        assert not path.exists()
        writer.finish(TOTALS)
        assert not path.exists()
    assert names(tmp_path) == [name]


@TYPES
def test_an_error_leaves_no_trace_and_the_old_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    with pytest.raises(KeyError):
        write_and_fail(path)
    assert names(tmp_path) == [name]
    assert path.read_bytes() == b"old"


@TYPES
def test_results_that_break_in_the_middle_leave_no_trace(tmp_path: Path, name: str) -> None:
    def breaking() -> Iterator[dict[str, object]]:
        yield result("E1")
        raise file_refused("file.csv_broken", "line 3", "as the facts break")

    with pytest.raises(FileRefused), open_results_writer(tmp_path / name, HEAD) as writer:
        writer.write(breaking())
    assert names(tmp_path) == []


@TYPES
def test_results_that_are_not_finished_are_not_kept(tmp_path: Path, name: str) -> None:
    with pytest.raises(RuntimeError, match="finish"), open_results_writer(tmp_path / name, HEAD) as writer:
        writer.write([result("E1")])
    assert names(tmp_path) == []


@TYPES
def test_an_old_file_is_replaced(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    with open_results_writer(path, HEAD) as writer:
        writer.finish(TOTALS)
    assert path.read_bytes() != b"old"
    assert names(tmp_path) == [name]


def code_of(path: Path) -> str:
    with pytest.raises(FileRefused) as refused, open_results_writer(path, HEAD) as writer:
        writer.finish(TOTALS)
    return refused.value.problems[0].code


def test_places_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "pipe.csv")
    assert code_of(tmp_path / "none" / "r.csv") == "file.cannot_write"
    assert code_of(tmp_path / "folder.csv") == "file.cannot_write"
    assert code_of(tmp_path / "file" / "r.csv") == "file.cannot_write"
    assert code_of(tmp_path / "pipe.csv") == "file.cannot_write"
    assert code_of(tmp_path / "r.pdf") == "file.unknown_type"
    assert stat.S_ISFIFO((tmp_path / "pipe.csv").stat().st_mode)
    assert names(tmp_path) == ["file", "folder.csv", "pipe.csv"]


def test_a_link_keeps_pointing_at_the_written_file(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "r.csv").symlink_to(tmp_path / "real" / "target.csv")
    with open_results_writer(tmp_path / "r.csv", HEAD) as writer:
        writer.finish(TOTALS)
    assert (tmp_path / "r.csv").is_symlink()
    assert names(tmp_path / "real") == ["target.csv"]


@pytest.mark.parametrize("size", [100, 100_000])
def test_a_full_disk_is_a_refusal(tmp_path: Path, size: int) -> None:
    with pytest.raises(FileRefused) as refused, files_of_at_most(10), written_whole(tmp_path / "r.csv") as stream:
        stream.write(b"x" * size)
    assert refused.value.problems[0].code == "file.cannot_write"
    assert names(tmp_path) == []


def test_an_error_of_the_block_is_not_taken_for_one_of_writing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), written_whole(tmp_path / "r.csv") as stream:
        stream.write((tmp_path / "elsewhere").read_bytes())
    assert names(tmp_path) == []


PART = ".r.csv.0123456789abcdef.part"


def test_what_a_killed_program_left_is_removed(tmp_path: Path) -> None:
    for name in (PART, ".r.csv.0123456789ABCDEF.part", ".other.csv.0123456789abcdef.part", "r.csv.part"):
        (tmp_path / name).write_bytes(b"E1,1000")
    with written_whole(tmp_path / "r.csv") as stream:
        stream.write(b"new")
    assert names(tmp_path) == [
        ".other.csv.0123456789abcdef.part",
        ".r.csv.0123456789ABCDEF.part",
        "r.csv",
        "r.csv.part",
    ]


def test_what_another_program_is_writing_stays(tmp_path: Path) -> None:
    with written_whole(tmp_path / "r.csv") as first:
        first.write(b"first")
        with written_whole(tmp_path / "r.csv") as second:
            second.write(b"second")
        assert (tmp_path / "r.csv").read_bytes() == b"second"
    assert (tmp_path / "r.csv").read_bytes() == b"first"
    assert names(tmp_path) == ["r.csv"]


def test_a_link_in_the_place_of_a_left_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "salaries").write_bytes(b"old")
    (tmp_path / PART).symlink_to(tmp_path / "salaries")
    with written_whole(tmp_path / "r.csv") as stream:
        stream.write(b"new")
    assert (tmp_path / "salaries").read_bytes() == b"old"

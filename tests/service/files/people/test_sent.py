"""Files that arrive as bytes: they are on disk only while they are read."""

import tempfile
from pathlib import Path

import pytest

from service.files.people import PARTICIPANTS, read_sent
from service.files.refused import FileRefused
from service.files.tables.opened import TableOptions


def test_a_file_is_read_and_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = read_sent(b"participant,name\nE1,Ann\n", "csv", PARTICIPANTS, TableOptions())
    assert [row.participant for row in file.rows] == ["E1"]
    assert file.place(file.rows[0], "name") == 'line 2, column "name"'
    with pytest.raises(FileRefused):
        read_sent(b"participant,name\nE1,Ann\n", "xlsx", PARTICIPANTS, TableOptions())
    assert list(tmp_path.iterdir()) == []

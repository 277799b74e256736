from decimal import Decimal
from pathlib import Path

import pytest

from service.files.documents import DOCUMENT_BYTES_MAX, read_document
from service.files.refused import DocumentRefused, FileRefused


def code_of(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        read_document(path, "a plan file")
    return refused.value.problems[0].code


@pytest.mark.parametrize("name", ["plan.json", "PLAN.JSON"])
def test_json_keeps_numbers_exact(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"weight": 0.350}')
    document = read_document(tmp_path / name, "a plan file")
    assert document == {"weight": Decimal("0.350")}


@pytest.mark.parametrize("name", ["plan.yaml", "plan.yml"])
def test_yaml_keeps_numbers_as_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("weight: 0.350\n")
    assert read_document(tmp_path / name, "a plan file") == {"weight": "0.350"}


def test_a_document_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{")
    (tmp_path / "plan.yaml").write_text("a: [")
    for name, code in (("plan.json", "json.malformed"), ("plan.yaml", "yaml.malformed")):
        with pytest.raises(DocumentRefused) as refused:
            read_document(tmp_path / name, "a plan file")
        assert refused.value.problems[0].code == code


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "large.json").write_bytes(b" " * (DOCUMENT_BYTES_MAX + 1))
    (tmp_path / "plan.toml").write_text("")
    assert code_of(tmp_path / "none.json") == "file.not_found"
    assert code_of(tmp_path / "folder.json") == "file.unreadable"
    assert code_of(tmp_path / "large.json") == "file.too_large"
    assert code_of(tmp_path / "plan.toml") == "file.unknown_type"

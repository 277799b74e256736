"""The written parts are true: links lead somewhere, nothing speaks of one machine, decisions are complete."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, relative

TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".json", ".yaml", ".yml", ".csv", ".html", ""}
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
DOCUMENT = re.compile(r"(?<![\w/.:-])((?:[\w.-]+/)*[A-Z][\w-]*\.md)\b")
MACHINE_PATH = re.compile(r"""(?:^|[\s"'`(=:])/(?:home|root|Users|mnt|tmp|work|var/folders)(?:/|\b)""")
PACKAGE_INDEX = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host|PIP_INDEX_URL")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME)\b|# *(?:XXX|HACK)\b")
DECISION_PARTS = ["Context", "Decision", "Consequences", "Alternatives", "Where enforced"]


@cache
def texts() -> dict[Path, str]:
    """Every text file of the project, vendored files left out; tracked or not, but never ignored ones."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("the project's files are listed by git, and this is not a git checkout")
    paths = [ROOT / line for line in listed.stdout.splitlines() if not line.startswith("service/static/")]
    return {path: path.read_text(encoding="utf-8") for path in paths if path.suffix in TEXT_SUFFIXES and path.is_file()}


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    """Where the pattern occurs, outside of this file."""
    return [
        f"{relative(path)}:{number}: {line.strip()[:100]}"
        for path, text in texts().items()
        if path != Path(__file__)
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_links_lead_to_files() -> None:
    broken = [
        f"{relative(path)}: {target}"
        for path, text in texts().items()
        if path.suffix == ".md"
        for target in LINK.findall(text)
        if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists()
    ]
    assert broken == []


def test_documents_that_are_named_exist() -> None:
    names = {path.name for path in texts()}
    unknown = [
        f"{relative(path)}: {name}"
        for path, text in texts().items()
        for name in DOCUMENT.findall(text)
        if Path(name).name not in names and path != Path(__file__)
    ]
    assert unknown == []


@pytest.mark.parametrize(
    "pattern", [MACHINE_PATH, PACKAGE_INDEX, UNFINISHED], ids=["machine path", "package index", "unfinished"]
)
def test_nothing_that_does_not_belong(pattern: re.Pattern[str]) -> None:
    assert lines_matching(pattern) == []


def test_every_decision_has_all_parts_and_one_sentence_to_quote() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert len(decisions) >= 8
    for number, path in enumerate(decisions, start=1):
        text = path.read_text(encoding="utf-8")
        assert path.name.startswith(f"{number:04d}-")
        assert text.startswith(f"# {number}. ")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == DECISION_PARTS, path.name
        assert len(re.findall(r"(?:^>.*\n)+", text, re.MULTILINE)) == 1, path.name


def test_tests_named_by_decisions_exist() -> None:
    named = {
        name
        for path, text in texts().items()
        if path.suffix == ".md"
        for name in re.findall(r"`(tests/[\w/.-]+)`", text)
    }
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        (relative(path), target)
        for path, text in texts().items()
        if path.suffix == ".md" or path.name == "run"
        for command in re.findall(r"(?:^ {4}|`|^)make ((?:[a-z-]+ ?)+)", text, re.MULTILINE)
        for target in command.split()
    }
    assert len(named) > 5
    assert {(place, target) for place, target in named if target not in targets} == set()


def test_the_changelog_covers_the_version() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
    assert sections[0].startswith("[Unreleased]")
    assert sections[1].startswith(f"[{version[1]}]")
    assert "### Pay-affecting" in sections[1]

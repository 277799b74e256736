"""What the code imports is declared, what is declared is used, and all that gets installed is pinned."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from itertools import chain

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import CODE, ROOT, python_files, relative, tree_of

# Parts that a declared package publishes as a distribution of their own and requires in one exact version.
PARTS = {"pydantic_core": "pydantic"}
DRIVER = "psycopg"
"""SQLAlchemy imports it by the name in the URL of the database."""


def declared() -> dict[str, list[Requirement]]:
    """The requirements of pyproject.toml: at run time, for development, and of the other extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = dict(project["optional-dependencies"])
    groups = {"runtime": project["dependencies"], "dev": optional.pop("dev"), "extras": [*chain(*optional.values())]}
    return {group: [Requirement(text) for text in texts] for group, texts in groups.items()}


def pins() -> dict[str, str]:
    """Exact versions of the constraints file by normalised name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def imported(folder: str) -> dict[str, str]:
    """Third-party packages that a folder imports, each with one place."""
    found: dict[str, str] = {}
    for path in python_files(folder):
        for node in ast.walk(tree_of(path)):
            modules = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            modules += [name.name for name in node.names] if isinstance(node, ast.Import) else []
            for top in {module.split(".")[0] for module in modules} - sys.stdlib_module_names - set(CODE):
                found.setdefault(PARTS.get(top, top), relative(path))
    return found


def distributions_of(modules: Iterable[str]) -> set[str]:
    """The distributions that provide these import names."""
    providers = packages_distributions()
    return {canonicalize_name(name) for module in modules for name in providers.get(module, [module])}


def test_imports_are_declared() -> None:
    groups = declared()
    names = {canonicalize_name(requirement.name) for requirement in (*groups["runtime"], *groups["extras"])}
    missing = {
        module: place
        for folder in CODE
        for module, place in imported(folder).items()
        if not distributions_of([module]) & names
    }
    assert missing == {}


def test_declared_packages_are_used() -> None:
    used = distributions_of(module for folder in CODE for module in imported(folder))
    names = {canonicalize_name(requirement.name) for requirement in declared()["runtime"]}
    assert names - used - {DRIVER} == set()


def test_rules_need_only_two_packages() -> None:
    assert set(imported("rules")) == {"pydantic", "asteval"}


def test_asteval_is_exact() -> None:
    (asteval,) = [requirement for requirement in declared()["runtime"] if requirement.name == "asteval"]
    assert re.fullmatch(r"==[\d.]+", str(asteval.specifier))


def test_pins_fit_the_declared_ranges() -> None:
    outside = [
        f"{requirement} but pinned {pins().get(canonicalize_name(requirement.name))}"
        for group in declared().values()
        for requirement in group
        if not requirement.specifier.contains(pins().get(canonicalize_name(requirement.name), "0"))
    ]
    assert outside == []


def test_everything_that_gets_installed_is_pinned() -> None:
    waiting = [requirement for group in declared().values() for requirement in group]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in seen or not applies(requirement):
            continue
        seen.add(name)
        waiting += [Requirement(text) for text in needs_of(requirement.name)]
    assert seen - set(pins()) == set()


def applies(requirement: Requirement) -> bool:
    """Whether the requirement holds on this machine without extras."""
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def needs_of(name: str) -> list[str]:
    """Requirements of an installed distribution; none for one that this machine does not have."""
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []

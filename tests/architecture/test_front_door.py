"""The names that `rules` offers: complete and documented; the linter sorts them."""

import ast
import inspect

import rules
from tests.architecture.sources import ROOT, python_files, relative, tree_of


def test_all_names_exist_once() -> None:
    names = list(rules.__all__)
    assert len(names) == len(set(names))
    assert [name for name in names if not hasattr(rules, name)] == []


def test_all_lists_every_imported_name() -> None:
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree_of(ROOT / "rules" / "__init__.py"))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert imported == set(rules.__all__)


def test_no_name_hides_a_module() -> None:
    modules = {path.stem for path in (ROOT / "rules").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert modules & set(rules.__all__) == set()


def test_everything_behind_the_door_is_documented() -> None:
    offered = {name: getattr(rules, name) for name in rules.__all__}
    silent = [
        name
        for name, thing in offered.items()
        if (inspect.isclass(thing) or inspect.isfunction(thing)) and not inspect.getdoc(thing)
    ]
    assert silent == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        relative(path)
        for path in python_files("rules", "service", "benchmarks")
        if tree_of(path).body and not ast.get_docstring(tree_of(path))
    ]
    assert silent == []

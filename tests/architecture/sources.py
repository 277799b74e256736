"""The project's own Python files as syntax trees, for tests that read code."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("rules", "service")
EVERYTHING = (*CODE, "tests", "benchmarks")

Finder = Callable[[ast.AST], str | None]
"""Says what is wrong with one node, or None."""


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Every Python file of the folders, sorted."""
    return tuple(sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")))


@cache
def tree_of(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def relative(path: Path) -> str:
    """The path as seen from the project's root."""
    return path.relative_to(ROOT).as_posix()


def findings(finder: Finder, *folders: str) -> list[str]:
    """Everything the finder has to say about the folders, each with file and line."""
    return [
        f"{relative(path)}:{line}: {text}"
        for path in python_files(*folders)
        for line, text in findings_in(finder, tree_of(path))
    ]


def findings_in(finder: Finder, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of everything the finder has to say about one tree."""
    for node in ast.walk(tree):
        text = finder(node)
        if text is not None:
            yield getattr(node, "lineno", 0), text


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node

"""Limits that are not enforced do not hold: lengths of files and functions, imports per file."""

import ast
from pathlib import Path

from tests.architecture.sources import CODE, EVERYTHING, ROOT, functions, python_files, relative, tree_of

FILE_LINES_MAX = 400
TEST_FILE_LINES_MAX = 500
FUNCTION_LINES_MAX = 60
FOREIGN_IMPORTS_MAX = 12
# A file that puts the parts of its own folder together imports each of them.
OWN_IMPORTS_MAX = 18


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_there_is_code_to_measure() -> None:
    for folder in CODE:
        assert len(python_files(folder)) > 10


def test_no_file_is_too_long() -> None:
    limits = {
        path: TEST_FILE_LINES_MAX if relative(path).startswith("tests/") else FILE_LINES_MAX
        for path in python_files(*EVERYTHING)
    }
    too_long = {relative(path): line_count(path) for path, limit in limits.items() if line_count(path) > limit}
    assert too_long == {}


def test_no_function_is_too_long() -> None:
    too_long = {}
    for path in python_files(*EVERYTHING):
        for function in functions(tree_of(path)):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                too_long[f"{relative(path)}:{function.name}"] = lines
    assert too_long == {}


def own_imports(tree: ast.Module) -> set[str]:
    """Modules of `rules` and `service` that a file imports."""
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
        elif isinstance(node, ast.Import):
            modules.update(name.name for name in node.names)
    return {module for module in modules if module.split(".")[0] in CODE}


def foreign_imports(path: Path) -> set[str]:
    """Those of its own imports that lead out of the file's folder."""
    folder = ".".join(path.relative_to(ROOT).parent.parts)
    return {module for module in own_imports(tree_of(path)) if module.rpartition(".")[0] != folder}


# A package's front door and the list of resources name what is behind them; every other file is limited.
LISTS = {"service/resources.py"}
LIMITED = [path for path in python_files(*CODE) if path.name != "__init__.py" and relative(path) not in LISTS]


def test_no_file_knows_too_many_folders() -> None:
    crowded = {relative(path): len(foreign_imports(path)) for path in LIMITED}
    assert {place: count for place, count in crowded.items() if count > FOREIGN_IMPORTS_MAX} == {}


def test_no_file_puts_too_much_together() -> None:
    crowded = {relative(path): len(own_imports(tree_of(path))) for path in LIMITED}
    assert {place: count for place, count in crowded.items() if count > OWN_IMPORTS_MAX} == {}


def test_imports_are_absolute() -> None:
    relative_imports = [
        f"{relative(path)}:{node.lineno}"
        for path in python_files(*EVERYTHING)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative_imports == []

"""The worked examples under tests/cases: published ones with their source, and the project's own."""

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[1] / "cases"
PUBLISHED = sorted((CASES / "published").glob("*.json"))
OWN = sorted((CASES / "own").glob("*.json"))


def read(path: Path) -> dict[str, Any]:
    """One file: `source`, perhaps a `note`, a `plan` without examples, and the `cases` it must give."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def with_examples(content: dict[str, Any]) -> dict[str, Any]:
    """The plan of a file with the file's cases as its examples."""
    return {**content["plan"], "examples": content["cases"]}

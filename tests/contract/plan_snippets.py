"""Plans as docs/plan-language.md shows them: parts of a document, and under them what people get by it.

A fenced block `yaml plan` holds parts of a plan; the head is added where it lacks. What follows says what comes out:

- a table `given | gives`, each row one person. `given` reads like a row of a file of facts: inputs and facts by their
  key, `<kpi>.normal` and the other levels, `<kpi>.weight`, `prior.<fact>`, `n/a` for a KPI that does not apply; and
  `period`, `assignment`, `segments`, `calendar`, `pay_date` as a call gives them. `gives` names what `expect` can
  name: `total`, `rating`, …, `<kpi>.<field>`, a component or `<component>.<stage>`, a named value; and `warnings`,
  which no example can name;
- or a line `Refused: <code>`;
- or nothing, if the block brings examples of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from service.files.yaml_text import loads_yaml
from tests.contract.markdown import Fence, Paragraph, Part, Table, code_in, codes_in, parts_of

DOCUMENT = "docs/plan-language.md"
HEAD = {"schema": "bonus-plan/1", "key": "shown", "title": "Shown", "currency": "EUR", "frequency": "month"}

_COLUMNS = ("given", "gives")
_REFUSED = "Refused: "
_KPI_FIELDS = {"actual", "base", "normal", "target", "raw_index", "index", "weight", "weighted_index"}
_STAGES = {"amount", "gross", "gated", "prorated", "withheld", "lines"}
_RESULTS = {"outcome", "reasons", "problems", "coefficient", "rating", "payout", "total"}
_WARNINGS = "warnings"
_SITUATION = {"period", "assignment", "segments", "calendar", "pay_date"}

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Snippet:
    """One block as a whole plan; `warned` is the codes by the name of the example whose result warns."""

    line: int
    document: Document
    refused: frozenset[str] = frozenset()
    warned: Mapping[str, list[str]] = field(default_factory=dict)


def snippets() -> Iterator[Snippet]:
    """Every block `yaml plan`, completed, with one example for each row under it."""
    for part, after in pairwise(parts_of(DOCUMENT)):
        if isinstance(part, Fence) and part.language == "yaml" and part.words[:1] == ("plan",):
            yield _snippet(part.line, {**HEAD, **mapping(part.text)}, after)


def mapping(text: str) -> dict[str, Any]:
    """A YAML mapping, read as plan files are: every number stays text."""
    content = loads_yaml(text.encode())
    assert isinstance(content, dict)
    return content


def _snippet(line: int, document: Document, after: Part) -> Snippet:
    if isinstance(after, Table) and after.columns == _COLUMNS:
        return _with_rows(line, document, [(code_in(given), code_in(gives)) for given, gives in after.rows])
    if isinstance(after, Paragraph) and after.text.startswith(_REFUSED):
        return Snippet(line, document, refused=frozenset(codes_in(after.text.splitlines()[0])))
    return Snippet(line, document)


def _with_rows(line: int, document: Document, rows: list[tuple[str, str]]) -> Snippet:
    examples: list[Document] = []
    warned: dict[str, list[str]] = {}
    for number, (given, gives) in enumerate(rows, start=1):
        name = f"row {number}: {given}"
        promised = mapping(f"{{{gives}}}")
        if _WARNINGS in promised:
            warned[name] = promised.pop(_WARNINGS)
        examples.append(
            {"name": name, **_situation(document, mapping(f"{{{given}}}")), "expect": _expect(document, promised)}
        )
    return Snippet(line, {**document, "examples": examples}, warned=warned)


def _situation(document: Document, given: Mapping[str, Any]) -> Document:
    """One row of a file of facts in the form of an example."""
    person: Document = {}
    for name, value in given.items():
        owner, _, rest = name.partition(".")
        if name in _SITUATION:
            person[name] = value
        elif owner == "prior":
            person.setdefault("prior", {}).setdefault("facts", {})[rest] = value
        elif rest == "weight":
            person.setdefault("weights", {})[owner] = value
        elif rest:
            person.setdefault("levels", {}).setdefault(owner, {})[rest] = value
        elif value == "n/a":
            person.setdefault("not_applicable", {})[name] = "n/a in the file"
        else:
            area = "inputs" if name in document.get("inputs", {}) else "facts"
            person.setdefault(area, {})[name] = value
    return person


def _expect(document: Document, promised: Mapping[str, Any]) -> Document:
    """What a row promises in the form of an example."""
    expected: Document = {}
    components = {component["key"] for component in document.get("components", [])} | {"total_floor"}
    for name, value in promised.items():
        owner, _, rest = name.partition(".")
        if name in _RESULTS:
            expected[name] = value
        elif owner in components:
            assert not rest or rest in _STAGES, name
            expected.setdefault("components", {}).setdefault(owner, {})[rest or "amount"] = value
        elif rest:
            assert rest in _KPI_FIELDS, name
            expected.setdefault("kpis", {}).setdefault(owner, {})[rest] = value
        else:
            assert name in document.get("values", {}), name
            expected.setdefault("values", {})[name] = value
    return expected

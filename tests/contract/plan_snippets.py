"""Plans as docs/plan-language.md shows them: parts of a document, and under them what people get by it.

A fenced block `yaml plan` holds any parts of a plan; the head is added where it lacks. What follows says what must come
out, in one of these forms:

- a table `given | gives`, each row one person. `given` reads like a row of a file of facts: inputs and facts by their
  key, `<kpi>.normal` and the other levels, `<kpi>.weight`, `prior.<fact>`, and `n/a` for a KPI that does not apply.
  `gives` names what `expect` can name: `total`, `rating`, …, `<kpi>.<field>`, a component or `<component>.<stage>`, a
  named value; and `warnings`.
- a line `Refused: <code>`, or `Warned of: <code>`.
- nothing, if the block brings examples of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from service.files.yaml_text import loads_yaml
from tests.contract.markdown import Fence, Paragraph, Part, Table, code_in, codes_in, parts_of

DOCUMENT = "docs/plan-language.md"
GIVEN = ("given", "gives")
HEAD = {"schema": "bonus-plan/1", "key": "shown", "title": "Shown", "currency": "EUR", "frequency": "month"}

_VERDICT = re.compile(r"(Refused|Warned of): ")
_KPI_FIELDS = {"actual", "base", "normal", "target", "raw_index", "index", "weight", "weighted_index"}
_STAGES = {"amount", "gross", "gated", "prorated", "withheld", "lines"}
_RESULTS = {"outcome", "reasons", "problems", "coefficient", "rating", "payout", "total"}

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Snippet:
    """One block with what the text says about it."""

    line: int
    document: Document
    rows: tuple[tuple[str, str], ...] = ()
    refused: frozenset[str] = frozenset()
    warned: frozenset[str] = frozenset()
    warnings: dict[str, list[str]] = field(default_factory=dict)


def snippets() -> Iterator[Snippet]:
    """Every block `yaml plan`, completed, with one example for each row under it."""
    parts = parts_of(DOCUMENT)
    for place, part in enumerate(parts):
        if isinstance(part, Fence) and part.language == "yaml" and part.words[:1] == ("plan",):
            yield _snippet(part, parts[place + 1] if place + 1 < len(parts) else None)


def _snippet(fence: Fence, after: Part | None) -> Snippet:
    document = {**HEAD, **_mapping(fence.text)}
    if isinstance(after, Table) and after.columns == GIVEN:
        return _with_rows(fence.line, document, [(code_in(given), code_in(gives)) for given, gives in after.rows])
    if isinstance(after, Paragraph) and (verdict := _VERDICT.match(after.text)):
        codes = frozenset(codes_in(after.text.partition("\n")[0]))
        is_refused = verdict[1] == "Refused"
        return Snippet(fence.line, document, refused=codes if is_refused else frozenset(), warned=codes - (codes if is_refused else frozenset()))
    return Snippet(fence.line, document)


def _with_rows(line: int, document: Document, rows: list[tuple[str, str]]) -> Snippet:
    examples, warnings = list(document.get("examples", [])), {}
    for number, (given, gives) in enumerate(rows, start=1):
        name = f"row {number}: {given}"
        expected = _mapping("{" + gives + "}")
        if "warnings" in expected:
            warnings[name] = expected.pop("warnings")
        examples.append({"name": name, **_situation(document, _mapping("{" + given + "}")), **_expect(document, expected)})
    return Snippet(line, {**document, "examples": examples}, tuple(rows), warnings=warnings)


def _mapping(text: str) -> dict[str, Any]:
    content = loads_yaml(text.encode())
    assert isinstance(content, dict)
    return content


def _situation(document: Document, given: Mapping[str, Any]) -> Document:
    """One row of a file of facts as an example gives it."""
    person: Document = {}
    for name, value in given.items():
        owner, _, rest = name.partition(".")
        if name == "period":
            person["period"] = value
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


def _expect(document: Document, gives: Mapping[str, Any]) -> Document:
    """What a row promises in the form of an example."""
    expected: Document = {}
    components = {component["key"] for component in document.get("components", [])} | {"total_floor"}
    for name, value in gives.items():
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
    return {"expect": expected} if expected else {}

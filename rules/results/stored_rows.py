"""The results of a whole batch as they are stored, rendered column by column.

What most people have is put together from texts of columns; whoever has something out of the ordinary (blocked, not
eligible, segments, a currency of their own, …) is rendered alone by `stored_result`. This is a second writer of that
document, because a run spends most of its time writing: `stored_result` says what the document is, and both give the
same bytes, which tests hold for the shipped plans, random plans and everything that makes a person special. Whoever
changes one changes the other; whatever has no column yet goes into `_apart`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rules.columns import Column, Number
from rules.engine import ComponentLine, GateLine, KpiLine, PoolLine, ScaleLine, Sheet
from rules.numbers import plain_text
from rules.results.accounts import account_lines, balances, instalments
from rules.results.batch import ResultBatch, gate_json, value_shown
from rules.results.components import component_lines, earned_lines, stage_columns
from rules.results.digest import digest_of_said, stored_result, text_and_digest
from rules.results.exact import exact_lines
from rules.results.kpilines import FIELDS, state_of
from rules.results.pieces import (
    Piece,
    canonical,
    column_piece,
    findings,
    list_of,
    money_piece,
    object_of,
    texts_of,
)
from rules.results.reasons import component_reasons
from rules.tables import Marginal


class StoredRow(NamedTuple):
    """A stored result: its one text, the digest of what it says, and what is paid.

    `total_minor` counts minor units of `currency`; it means nothing for a blocked person.
    """

    text: str
    digest: str
    outcome: str
    total_minor: int
    currency: str


def stored_rows(batch: ResultBatch) -> list[StoredRow]:
    """The stored results of all rows, in their order."""
    apart = _apart(batch)
    if len(apart) == batch.size:
        return [_alone(batch, row) for row in range(batch.size)]
    texts, said = texts_of(list(_Columns(batch, apart).pieces()), batch.size)
    currency, outcomes = batch.sheet.compiled.plan.currency, batch.outcomes
    return [
        _alone(batch, row)
        if row in apart
        else StoredRow(text, digest_of_said(said.get(row, text)), outcomes.of(row), batch.total_minor(row), currency)
        for row, text in enumerate(texts)
    ]


def _apart(batch: ResultBatch) -> set[int]:
    """The rows that are rendered one by one."""
    sheet, found = batch.sheet, batch.outcomes
    apart = {*found.blocked, *found.ineligible, *sheet.payees, *sheet.cost_centres, *sheet.total_faults}
    if sheet.parts is not None:
        apart.update(sheet.parts.rows)
    for line in sheet.components.values():
        apart.update(line.exact.faults, line.limit_faults)
    return apart | {row for row, raised in enumerate(sheet.raised) if raised}


def _alone(batch: ResultBatch, row: int) -> StoredRow:
    document = stored_result(batch, row)
    text, digest = text_and_digest(document)
    currency, total, payee = batch.sheet.compiled.plan.currency, batch.total_minor(row), document["payee"]
    if payee is not None:
        currency, total = payee["currency"], int(payee["total"].replace(".", ""))
    return StoredRow(text, digest, document["outcome"], total, currency)


class _Columns:
    """The pieces of the documents of a batch, except of the rows `apart`, whose texts are not used."""

    def __init__(self, batch: ResultBatch, apart: set[int]) -> None:
        self.batch = batch
        self.sheet: Sheet = batch.sheet
        self.size = batch.size
        self.rows = [row for row in range(batch.size) if row not in apart]
        self._known: dict[tuple[int, int, int], Piece] = {}

    def pieces(self) -> Iterator[Piece]:
        """The document of every row, in the order of its text."""
        sheet, batch = self.sheet, self.batch
        outcomes = [batch.outcomes.of(row) for row in range(self.size)]
        reasons = {row: batch.reasons(row) for row in self.rows if outcomes[row] == "zero"}
        warnings = {row: batch.warnings(row) for row in self.rows if row in batch.warned}
        totals = [batch.total_minor(row) for row in range(self.size)]
        members: dict[str, Iterable[Piece]] = {
            "outcome": [[f'"{outcome}"' for outcome in outcomes]],
            "reasons": [findings(reasons, self.size)],
            "kpis": list_of(self._kpis()),
            "coefficient": [self._column(sheet.coefficient)],
            "rating": self._rating(),
            "payout": self._payout(),
            "scales": object_of({key: self._scale(sheet.scales[key]) for key in sheet.compiled.plan.scales}),
            "gates": list_of([self._gate(line)] for line in sheet.gates.values()),
            "values": object_of({key: [self._value(column)] for key, column in sheet.values.items()}),
            "components": self._components(),
            "pools": object_of({key: [self._pool(line)] for key, line in sheet.pools.items()}),
            "balances": [self._balances()],
            "instalments": [self._instalments()],
            "total": [money_piece(totals, sheet.compiled.digits)],
            "payee": ["null"],
            "warnings": [findings(warnings, self.size)],
            "problems": ["[]"],
            "segments": ["[]"],
            "exact": [self._exact()],
        }
        return object_of(members)

    def _column(self, column: Column | None) -> Piece:
        """A column as text; columns that hold the same are rendered once."""
        if not isinstance(column, Number):
            return column_piece(column, self.size)
        place = (id(column.nums), id(column.den), id(column.faults))
        if place not in self._known:
            self._known[place] = column_piece(column, self.size)
        return self._known[place]

    def _each(self, render: Callable[[int], object]) -> Piece:
        """What has to be looked at person by person."""
        texts = ["null"] * self.size
        for row in self.rows:
            texts[row] = canonical(render(row))
        return texts

    def _kpis(self) -> Iterator[Iterable[Piece]]:
        if self.sheet.kpis:
            for kpi in self.sheet.compiled.plan.kpis:
                yield self._kpi(self.sheet.kpis[kpi.key])

    def _kpi(self, line: KpiLine) -> Iterator[Piece]:
        own = self.sheet.compiled.weights.get(line.key)
        members: dict[str, Iterable[Piece]] = {field: [self._column(getattr(line, field))] for field in FIELDS}
        members["key"] = [canonical(line.key)]
        members["plan_weight"] = [canonical(None if own is None else plain_text(own))]
        members["state"] = [self._state(line)]
        return object_of(members)

    def _state(self, line: KpiLine) -> Piece:
        if not (line.not_applicable or line.missing or line.carried or line.actual.faults):
            return '"measured"'
        return [f'"{state_of(line, row)}"' for row in range(self.size)]

    def _rating(self) -> Iterator[Piece]:
        scale = self.batch.rating
        yield "null" if scale is None else column_piece(scale.grade, self.size)

    def _payout(self) -> Iterator[Piece]:
        scale = self.batch.rating
        yield "null" if scale is None else self._column(scale.payout)

    def _scale(self, line: ScaleLine) -> Iterator[Piece]:
        return object_of({"grade": [column_piece(line.grade, self.size)], "payout": [self._column(line.payout)]})

    def _gate(self, line: GateLine) -> Piece:
        if line.passed.holds_everywhere():
            return canonical(gate_json(line, 0))
        return self._each(lambda row: gate_json(line, row))

    def _value(self, column: Column) -> Piece:
        if isinstance(column, Number):
            return self._column(column)
        return self._each(lambda row: value_shown(column, row))

    def _pool(self, line: PoolLine) -> Piece:
        return self._each(lambda row: self.batch.share(line, row))

    def _balances(self) -> Piece:
        sheet = self.sheet
        if not sheet.accounts:
            return "{}"
        return self._each(lambda row: balances(sheet, row, ineligible=False, blocked=False))

    def _instalments(self) -> Piece:
        sheet = self.sheet
        if not sheet.instalments_left:
            return "{}"
        return self._each(lambda row: instalments(sheet, row, ineligible=False, blocked=False))

    def _components(self) -> Iterator[Piece]:
        sheet = self.sheet
        codes = {spec.key: spec.earning_code for spec in sheet.compiled.plan.components}
        yield "["
        for place, line in enumerate(sheet.components.values()):
            if place:
                yield ","
            yield from self._line(line, codes[line.key])
        if sheet.accounts:
            yield self._account_lines()
        yield "]"

    def _account_lines(self) -> Piece:
        """What accounts add to the list of components, with the comma before it."""
        texts = [""] * self.size
        for row in self.rows:
            listed = account_lines(self.sheet, row, ineligible=False, blocked=False)
            shown = [canonical(line | {"cost_centres": []}) for line in listed]
            texts[row] = ",".join(["", *shown] if self.sheet.components else shown)
        return texts

    def _line(self, line: ComponentLine, code: str | None) -> Iterator[Piece]:
        names = ("gross", "gated", "prorated", "withheld", "amount")
        members: dict[str, Iterable[Piece]] = {
            name: [money_piece(stage, line.places)] for name, stage in zip(names, stage_columns(line), strict=True)
        }
        members["key"] = [canonical(line.key)]
        members["earning_code"] = [canonical(code)]
        members["unit"] = [canonical(line.unit)]
        members["lines"] = [self._earned(line)]
        members["reasons"] = [self._component_reasons(line)]
        members["cost_centres"] = ["[]"]
        return object_of(members)

    def _earned(self, line: ComponentLine) -> Piece:
        if not _earns_lines(self.sheet, line):
            return "[]"
        return self._each(lambda row: earned_lines(self.sheet, line, row))

    def _component_reasons(self, line: ComponentLine) -> Piece:
        if 0 not in line.gross and all(stage == line.gross for stage in _stages_after(line)):
            return "[]"
        return findings({row: component_reasons(self.sheet, line, row) for row in self.rows}, self.size)

    def _exact(self) -> Piece:
        found, lines = self.batch.exact_rows, self._has_lines()
        if not found and not lines:
            return "{}"
        texts = ["{}"] * self.size
        for row in self.rows if lines else found.keys() & set(self.rows):
            exact = dict(found.get(row, {}))
            if lines:
                listed = component_lines(self.sheet, row, ineligible=False, blocked=False)
                exact.update(exact_lines(self.sheet, row, listed))
            texts[row] = canonical(exact)
        return texts

    def _has_lines(self) -> bool:
        return any(_earns_lines(self.sheet, line) for line in self.sheet.components.values())


def _stages_after(line: ComponentLine) -> Iterator[list[int]]:
    """The amounts of a component after its gross; where none of them differs, nothing was taken or added."""
    yield from (line.gated, line.prorated, line.limited, line.before_total, line.after_total_gates, line.final)
    yield line.whole or line.final


def _earns_lines(sheet: Sheet, line: ComponentLine) -> bool:
    """Whether anybody's component may have lines: of rows, or of tiers."""
    record = sheet.records.get(f"/components/{line.key}/amount")
    tiers = record is not None and any(isinstance(use.table, Marginal) for use in record.tables)
    return line.rows is not None or tiers

"""The evaluator: asteval walks a checked tree once for a whole column of participants.

This is the only module that imports asteval. It never sees text: trees come from the allow-list, dotted names are
plain names by then, numbers are exact, and every handler below replaces the one asteval would use. Faults of single
rows are part of the columns, so nothing is raised for bad data and no state outlives an evaluation.
"""

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Any, ClassVar

from asteval import Interpreter

from rules.columns import Column, Flag, Number, Rows, Word
from rules.formula.guard import Formula
from rules.formula.names import plain_name
from rules.formula.record import Branching, FormulaRecord, SumUse, TableUse
from rules.formula.signatures import ROW_FUNCTIONS
from rules.problems import Problem
from rules.tables import Lookup, Marginal, Pieces, Stepped, Table

Environment = Mapping[str, Column | Table | Rows]
"""What the names of a formula stand for, keyed by plain name (`revenue__index` for `revenue.index`); a field of rows
is found through its fact."""

_ALREADY = 2
"""Where `tier` takes what was reached before."""

_COMPARISON_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


class EvaluationBroken(RuntimeError):
    """A defect of the engine: a checked formula could not be walked. Carries no values."""


def evaluate_once(
    formula: Formula, values: Mapping[str, Fraction | bool | str], *, path: str
) -> Fraction | bool | str | Problem:
    """The formula's value for one set of plain values keyed by dotted name, or the problem that prevents it."""
    columns = {plain_name(name): _column_of(value) for name, value in values.items()}
    result = ColumnInterpreter(1).evaluate(formula, columns, path)
    value = result.at(0)
    return result.faults[0] if value is None else value


def _column_of(value: Fraction | bool | str) -> Column:
    if isinstance(value, bool):
        return Flag(value)
    return Word(value) if isinstance(value, str) else Number.constant(value)


class ColumnInterpreter(Interpreter):  # type: ignore[misc]
    """Evaluates checked formulas over columns of `size` rows; one interpreter per batch, never shared by threads.

    The symbol table of an evaluation is exactly the environment it is given; nothing is carried to the next one.
    """

    def __init__(self, size: int) -> None:
        super().__init__(symtable={}, use_numpy=False, minimal=True)
        self.size = size
        # asteval knows 47 kinds of nodes; here only the eight that the allow-list lets through exist at all.
        self.node_handlers = self._handlers()
        self._begin(None, {}, "", None)

    def evaluate(
        self, formula: Formula, environment: Environment, path: str, record: FormulaRecord | None = None
    ) -> Column:
        """The formula's value for every row; `path` names the formula in the faults of single rows."""
        self._begin(formula, environment, path, record)
        try:
            result: Column = self.run(formula.tree)
        finally:
            self._begin(None, {}, "", None)
        return result

    def evaluate_rows(
        self, formula: Formula, environment: Environment, path: str, key: str, record: FormulaRecord
    ) -> Number:
        """A number for every row of the fact `key`, whose fields stand in the formula under their own names."""
        rows = environment[key]
        assert isinstance(rows, Rows)
        self._begin(formula, environment, path, record)
        try:
            return self._per_row(formula.tree, formula, rows, record)
        finally:
            self._begin(None, {}, "", None)

    def _begin(
        self, formula: Formula | None, environment: Environment, path: str, record: FormulaRecord | None
    ) -> None:
        self.formula = formula
        self.text = "" if formula is None else formula.text
        self.symtable = environment
        self.path = path
        self.record = record
        self.active: Flag | None = None

    def _handlers(self) -> dict[str, Callable[[Any], Any]]:
        return {
            "constant": self.on_constant, "name": self.on_name, "binop": self.on_binop, "unaryop": self.on_unaryop,
            "boolop": self.on_boolop, "compare": self.on_compare, "ifexp": self.on_ifexp, "call": self.on_call,
        }  # fmt: skip

    def run(self, node: Any, *_: Any, **__: Any) -> Any:
        """Dispatch to the handler of the node's kind; anything else is a defect of the allow-list."""
        handler = self.node_handlers.get(type(node).__name__.lower())
        if handler is None:
            raise EvaluationBroken(f"no handler for {type(node).__name__}")
        return handler(node)

    # --- handlers -----------------------------------------------------------------------------------------

    def on_constant(self, node: ast.Constant) -> Number:
        """An exact literal, the same in every row."""
        value: Any = node.value
        return Number.constant(value)

    def on_name(self, node: ast.Name) -> Column | Table:
        """A declared name's column or table."""
        found: Any = self.symtable[node.id]
        column: Column | Table = found
        return column

    def on_unaryop(self, node: ast.UnaryOp) -> Column:
        """`not`, minus and plus."""
        operand = self.run(node.operand)
        if isinstance(node.op, ast.Not):
            negated: Column = operand.negated()
            return negated
        signed: Column = -operand if isinstance(node.op, ast.USub) else operand
        return signed

    def on_binop(self, node: ast.BinOp) -> Number:
        """The four operations."""
        left, right = self.run(node.left), self.run(node.right)
        match node.op:
            case ast.Add():
                result: Number = left + right
            case ast.Sub():
                result = left - right
            case ast.Mult():
                result = left * right
            case ast.Div():
                result = left.divided_by(right, self.size, lambda: self._by_zero(node.right))
            case _:
                raise EvaluationBroken(f"no operation {type(node.op).__name__}")
        return result

    def on_boolop(self, node: ast.BoolOp) -> Flag:
        """`and`, `or`: the right side is read only in the rows that need it."""
        result: Flag = self.run(node.values[0])
        outer = self.active
        for operand in node.values[1:]:
            conjunction = isinstance(node.op, ast.And)
            if result.fails_everywhere() if conjunction else result.holds_everywhere():
                break
            self.active = _narrowed(self.active, result if conjunction else result.negated())
            other = self.run(operand)
            result = result.both(other) if conjunction else result.either(other)
        self.active = outer
        return result

    def on_compare(self, node: ast.Compare) -> Flag:
        """Comparisons; a chain is the `and` of its pairs, and each operand of it is evaluated once."""
        operands = [self._operand(operand) for operand in (node.left, *node.comparators)]
        pairs = (
            _compared(left, operator, right)
            for (left, right), operator in zip(pairwise(operands), node.ops, strict=True)
        )
        return reduce(Flag.both, pairs)

    def on_ifexp(self, node: ast.IfExp) -> Column:
        """`a if c else b`: each row takes one branch, and only that branch can fault it."""
        condition: Flag = self.run(node.test)
        if self.record is not None:
            self.record.branchings.append(Branching(node.test.col_offset, condition, self.active))
        if condition.holds_everywhere():
            only: Column = self.run(node.body)
            return only
        if condition.fails_everywhere():
            only = self.run(node.orelse)
            return only
        outer = self.active
        self.active = _narrowed(outer, condition)
        when_true = self.run(node.body)
        self.active = _narrowed(outer, condition.negated())
        when_false = self.run(node.orelse)
        self.active = outer
        chosen: Column
        if isinstance(when_true, Flag):
            chosen = condition.chosen(when_true, when_false)
        else:
            chosen = when_true.chosen(condition, when_false)
        return chosen

    def on_call(self, node: ast.Call) -> Column:
        """A call of one of the listed functions."""
        assert isinstance(node.func, ast.Name)
        name = node.func.id
        plain = self._PLAIN.get(name)
        if plain is not None:
            return plain([self.run(argument) for argument in node.args])
        if name in ROW_FUNCTIONS:
            return self._sum(node)
        if name == "round":
            places: Any = node.args[1].value if len(node.args) > 1 else Fraction(0)  # type: ignore[attr-defined]
            rounded: Number = self.run(node.args[0]).rounded(int(places))
            return rounded
        return self._table_call(node, name)

    _PLAIN: ClassVar[dict[str, Callable[[list[Any]], Number]]] = {
        "min": lambda numbers: reduce(Number.lesser, numbers),
        "max": lambda numbers: reduce(Number.greater, numbers),
        "abs": lambda numbers: abs(numbers[0]),
        "floor": lambda numbers: numbers[0].floor(),
        "ceil": lambda numbers: -((-numbers[0]).floor()),
        "clip": lambda numbers: numbers[0].greater(numbers[1]).lesser(numbers[2]),
    }

    # --- parts of handlers --------------------------------------------------------------------------------

    def _operand(self, node: ast.expr) -> Column | str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        column: Column = self.run(node)
        return column

    def _sum(self, node: ast.Call) -> Number:
        rows = _rows_read(node.args[0], self.symtable)
        record = FormulaRecord(self.text, ())
        assert self.formula is not None
        values = self._per_row(node.args[0], self.formula, rows, record)
        if self.record is not None:
            self.record.sums.append(SumUse(node.col_offset, rows, values, record, self.active))
        return rows.added_up(values)

    def _per_row(self, node: ast.expr, formula: Formula, rows: Rows, record: FormulaRecord) -> Number:
        """A part of the formula worked out once for all rows of a fact; a batch may have none."""
        if not rows.count:
            return Number([])
        inner = _RowInterpreter(self, rows)
        inner._begin(formula, _RowEnvironment(self.symtable, rows), self.path, record)
        values: Number = inner.run(node)
        return values

    def _table_call(self, node: ast.Call, function: str) -> Number:
        arguments = [self.run(argument) for argument in node.args]
        x, table, already = arguments[0], arguments[1], None
        rows: int | list[int] | None = None
        value: Number
        match table:
            case Marginal():
                already = arguments[_ALREADY] if len(arguments) > _ALREADY else Number.constant(0)
                value = table.paid(x, already, self.size, self._outside(node))
            case Stepped():
                value, rows = table.of(x, self.size, self._outside(node))
            case Pieces():
                value, rows = table.of(x)
            case Lookup():
                value, rows = table.of(x, self.size, self._unlisted(node))
            case _:
                raise EvaluationBroken(f"{function} found no table")
        if self.record is not None:
            name = ast.unparse(node.args[1])
            use = TableUse(node.col_offset, function, name, table, x, already, rows, self.active)
            self.record.tables.append(use)
        return value

    def _by_zero(self, divisor: ast.expr) -> Problem:
        shown = self.text[divisor.col_offset : divisor.end_col_offset]
        message = f"division by zero: {shown} is 0; guard it with `… if {shown} != 0 else …`"
        return Problem("calc.division_by_zero", self.path, message, divisor.col_offset)

    def _outside(self, node: ast.Call) -> Problem:
        name = ast.unparse(node.args[1])
        message = f"the value lies below the first row of table {name}; give the first row no `from` to open it below"
        return Problem("table.below_first_row", self.path, message, node.col_offset)

    def _unlisted(self, node: ast.Call) -> Problem:
        name = ast.unparse(node.args[1])
        message = f"table {name} has no row for this key; add the key to the table or mend the data"
        return Problem("table.no_match", self.path, message, node.col_offset)


class _RowInterpreter(ColumnInterpreter):
    """Evaluates over the rows of a fact; what speaks of the person is left to the outer interpreter."""

    def __init__(self, outer: ColumnInterpreter, rows: Rows) -> None:
        super().__init__(rows.count)
        self.outer = outer
        self.rows = rows

    def on_call(self, node: ast.Call) -> Column:
        """A call; sums give each row its person's value."""
        assert isinstance(node.func, ast.Name)
        if node.func.id in ROW_FUNCTIONS:
            return self.rows.spread(self.outer.run(node))
        return super().on_call(node)


class _RowEnvironment(dict[str, Column | Table | Rows]):
    """The fields of rows, and the person's own names spread over the rows when they are read."""

    def __init__(self, outer: Environment, rows: Rows) -> None:
        super().__init__({plain_name(f"{rows.key}.{field}"): column for field, column in rows.fields.items()})
        self.outer = outer
        self.rows = rows

    def __missing__(self, name: str) -> Column | Table | Rows:
        found = self.outer[name]
        spread = self.rows.spread(found) if isinstance(found, Number | Flag | Word) else found
        self[name] = spread
        return spread


def _rows_read(argument: ast.expr, environment: Environment) -> Rows:
    """The rows that the argument of a `sum` reads; the check has made sure that they are those of one fact."""
    for node in ast.walk(argument):
        owner, _, field = node.id.partition("__") if isinstance(node, ast.Name) else ("", "", "")
        rows = environment.get(owner)
        if isinstance(rows, Rows) and field in rows.fields:
            return rows
    raise EvaluationBroken("a sum over no rows")


def _compared(left: Column | str, operator: ast.cmpop, right: Column | str) -> Flag:
    if isinstance(left, str):
        left, right = right, left
    if isinstance(right, str):
        assert isinstance(left, Word)
        same = left.equals(right)
        return same if isinstance(operator, ast.Eq) else same.negated()
    assert isinstance(left, Number)
    assert isinstance(right, Number)
    return left.compared(_COMPARISON_SIGNS[type(operator)], right)


def _narrowed(active: Flag | None, condition: Flag) -> Flag:
    return condition if active is None else active.both(condition)

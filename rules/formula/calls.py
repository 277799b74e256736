"""Calls: which function, how many arguments, and of which kinds."""

import ast

from rules.formula.inference import Inference, is_word
from rules.formula.kinds import NUMBER, Category, Kind, Number, TableKind, describe
from rules.formula.names import dotted_name
from rules.formula.signatures import (
    FUNCTIONS,
    PLACES_MAX,
    POPULATION,
    READERS,
    ROW_FUNCTIONS,
    TEAM,
    Signature,
)
from rules.formula.suggestions import shortened
from rules.formula.sums import sum_kind


def call_kind(node: ast.Call, inference: Inference) -> Kind | None:
    """Check one call; every function of the language gives a number."""
    name = node.func.id if isinstance(node.func, ast.Name) else None
    if name in ROW_FUNCTIONS:
        return sum_kind(node, inference)
    if name is not None and name in POPULATION and inference.names.groupings is None:
        message = f"`{name}` looks at several people, which only a KPI's value and formulas after the KPIs can do"
        inference.findings.add("formula.population_place", node.col_offset, message)
    signature = {**FUNCTIONS, **POPULATION}.get(name) if name is not None else None
    if signature is None:
        if name is not None:
            _report_unknown(name, node.col_offset, inference)
        for argument in node.args:
            inference.kind_of(argument)
        return None
    _check_count(node, signature, inference)
    if name in POPULATION:
        _check_contribution(node, signature, inference)
    else:
        _check_arguments(node, signature, inference)
    return NUMBER


def _check_contribution(node: ast.Call, signature: Signature, inference: Inference) -> None:
    """The arguments of a call over many people: also inside a formula of rows they are about the person."""
    names = inference.names
    outer, names.rows_read = names.rows_read, None
    was_in, names.in_people_call = names.in_people_call, True
    _check_arguments(node, signature, inference)
    names.rows_read, names.in_people_call = outer, was_in


def _report_unknown(name: str, position: int, inference: Inference) -> None:
    if name in inference.names:
        message = f"`{shortened(name)}` is a value, not a function; to multiply write `*`"
        inference.findings.add("formula.not_a_function", position, message)
        return
    message = f"there is no function `{shortened(name)}`; {inference.names.suggest_function(name)}"
    inference.findings.add("formula.unknown_function", position, message)


def _check_count(node: ast.Call, signature: Signature, inference: Inference) -> None:
    if signature.accepts(len(node.args)):
        return
    most = "more" if signature.repeats else str(len(signature.arguments))
    needed = str(signature.required) if most == str(signature.required) else f"{signature.required} to {most}"
    needed = f"{signature.required} or more" if signature.repeats else needed
    message = f"`{signature.shown}` takes {needed} arguments, not {len(node.args)}"
    inference.findings.add("formula.argument_count", node.col_offset, message)


def _check_arguments(node: ast.Call, signature: Signature, inference: Inference) -> None:
    table: TableKind | None = None
    if signature.table is not None and len(node.args) > 1:
        table = _table_argument(node.args[1], signature, inference)
    for index, argument in enumerate(node.args):
        match signature.argument(index):
            case "number":
                _check_number(argument, signature, inference)
            case "places":
                _check_places(argument, inference)
            case "key":
                _check_key(argument, table, inference)
            case "grouping":
                _check_grouping(argument, signature, inference)
            case "table" if index > 1:
                # A surplus argument; its count is reported, what is inside still gets checked.
                inference.kind_of(argument)


def _check_number(node: ast.expr, signature: Signature, inference: Inference) -> None:
    kind = inference.kind_of(node)
    if kind is None or isinstance(kind, Number):
        return
    message = f"`{signature.name}` takes numbers, but this is {describe(kind)}"
    inference.findings.add("formula.argument_kind", node.col_offset, message)


def _check_places(node: ast.expr, inference: Inference) -> None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int) and 0 <= node.value <= PLACES_MAX:
        return
    message = "the places of `round` are a whole number 0…12, written out"
    inference.findings.add("formula.round_places", node.col_offset, message)


def _check_key(node: ast.expr, table: TableKind | None, inference: Inference) -> None:
    if is_word(node):
        message = "a quoted word cannot be a key; give the category's name, or write the row's value itself"
        inference.findings.add("formula.word_place", node.col_offset, message)
        return
    kind = inference.kind_of(node)
    if kind is None or table is None:
        return
    if not isinstance(kind, Category if table.key == "category" else Number):
        message = f"the keys of this table need a {table.key}, but this is {describe(kind)}"
        inference.findings.add("formula.lookup_key", node.col_offset, message)


def _check_grouping(node: ast.expr, signature: Signature, inference: Inference) -> None:
    name, groupings = dotted_name(node), inference.names.groupings
    if groupings is None or name in groupings:
        return
    listed = ", ".join(sorted(groupings - {TEAM}))
    others = f", or a category input ({listed})" if listed else ""
    message = f"the second argument of `{signature.shown}` says who is counted together: `team`{others}"
    inference.findings.add("formula.grouping", node.col_offset, message)


def _table_argument(node: ast.expr, signature: Signature, inference: Inference) -> TableKind | None:
    name = dotted_name(node)
    kind = inference.names.resolve(name, node.col_offset) if name is not None else None
    if name is not None and kind is None:
        return None
    if not isinstance(kind, TableKind):
        message = f"the second argument of `{signature.shown}` is the name of a {signature.table} table"
        inference.findings.add("formula.table_argument", node.col_offset, message)
        return None
    if kind.form != signature.table:
        reader = READERS[kind.form].shown
        message = f"`{name}` is a {kind.form} table, which `{signature.name}` does not read; write `{reader}`"
        inference.findings.add("formula.table_form", node.col_offset, message)
        return None
    return kind

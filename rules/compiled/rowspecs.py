"""The facts of a plan whose observations are rows, and the names under which formulas read their fields."""

from rules.compiled.factspecs import rows_facts
from rules.formula import BOOLEAN, NUMBER, Boolean, Category, Kind, Number, PerRow
from rules.formula.bits import Bits, multiplied
from rules.formula.growth import ROWS_BITS
from rules.plan import ROW_BEFORE, Plan, RowField

NUMBER_FIELD = Bits(100, 40)
"""A decimal below 10^18 with at most 12 places."""
SPLIT_FIELD = Bits(168, 108)
"""Such a decimal times a share with at most 12 places, or with a denominator up to 20: together 28 bits."""


def row_kinds(plan: Plan, open_rows: str | None = None) -> dict[str, Kind]:
    """The kinds of `<fact>.<field>`; those of `open_rows` may stand outside `sum`."""
    kinds: dict[str, Kind] = {}
    for key, fact in rows_facts(plan).items():
        for name, declared in fact.fields.items():
            kinds[f"{key}.{name}"] = PerRow(key, _kind(declared), is_open=key == open_rows)
        if fact.running_field is not None:
            kinds[f"{key}.{ROW_BEFORE}"] = PerRow(key, NUMBER, is_open=key == open_rows)
    return kinds


def row_sizes(plan: Plan) -> dict[str, Bits]:
    """The sizes of the number fields by name."""
    sizes: dict[str, Bits] = {}
    for key, fact in rows_facts(plan).items():
        for name, field in fact.fields.items():
            if field.is_number:
                own = SPLIT_FIELD if name in fact.split_fields else NUMBER_FIELD
                sizes[f"{key}.{name}"] = multiplied(own, NUMBER_FIELD) if field.kind == "money" else own
        if fact.running_field is not None:
            one = sizes[f"{key}.{fact.running_field}"]
            sizes[f"{key}.{ROW_BEFORE}"] = Bits(one.numerator + ROWS_BITS, one.denominator)
    return sizes


def _kind(declared: RowField) -> Number | Boolean | Category:
    if declared.kind == "boolean":
        return BOOLEAN
    return NUMBER if declared.is_number else Category(declared.values or ())

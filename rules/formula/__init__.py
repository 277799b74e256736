"""The formula language: checked here in full before anything is evaluated.

Evaluation and the stateless report live in `rules.formula.evaluate` and `rules.formula.report`; they are not
imported here, so that whoever only checks formulas does not load the evaluator.
"""

from rules.formula.bits import LIMIT_BITS, UNIT, Bits, TableBits, bits_of, common_bits
from rules.formula.codes import CODES
from rules.formula.growth import Growth, growth
from rules.formula.guard import Formula, check_formula
from rules.formula.kinds import (
    BOOLEAN,
    NUMBER,
    Boolean,
    Category,
    Kind,
    Number,
    PerRow,
    TableForm,
    TableKey,
    TableKind,
    describe,
    kind_name,
)
from rules.formula.names import plain_name
from rules.formula.people_calls import PeopleCall, is_people_call_name, one_line
from rules.formula.signatures import FUNCTION_NAMES, FUNCTIONS, TEAM, is_reserved

__all__ = [
    "BOOLEAN",
    "CODES",
    "FUNCTIONS",
    "FUNCTION_NAMES",
    "LIMIT_BITS",
    "NUMBER",
    "TEAM",
    "UNIT",
    "Bits",
    "Boolean",
    "Category",
    "Formula",
    "Growth",
    "Kind",
    "Number",
    "PeopleCall",
    "PerRow",
    "TableBits",
    "TableForm",
    "TableKey",
    "TableKind",
    "bits_of",
    "check_formula",
    "common_bits",
    "describe",
    "growth",
    "is_people_call_name",
    "is_reserved",
    "kind_name",
    "one_line",
    "plain_name",
]

"""Random formulas of the language, as texts, for properties."""

from fractions import Fraction

from hypothesis import strategies as st

from rules.formula import BOOLEAN, NUMBER, Category, Kind, TableKind
from rules.tables import Constants, Edge, Edges, Lookup, Marginal, Stepped, Table, Tier, through_points

NAMES: dict[str, Kind] = {
    "a": NUMBER,
    "b": NUMBER,
    "kpi.index": NUMBER,
    "flag": BOOLEAN,
    "word": Category(("A", "B")),
    "tiers": TableKind("marginal"),
    "rates": TableKind("whole"),
    "steps": TableKind("step"),
    "line": TableKind("points"),
    "grades": TableKind("lookup", "category"),
}

TABLES: dict[str, Table] = {
    "tiers": Marginal(
        (
            Tier(None, Fraction(1, 100), Fraction(0)),
            Tier(Fraction(1000), Fraction(1, 30), Fraction(50)),
            Tier(Fraction("2500.5"), Fraction("0.07"), Fraction(0)),
        )
    ),
    "rates": Stepped(Edges((Edge(None), Edge(Fraction(100)))), Constants([Fraction(1, 3), Fraction("0.125")])),
    "steps": Stepped(Edges((Edge(None), Edge(Fraction("0.5")))), Constants([Fraction(10), Fraction("20.25")])),
    "line": through_points(
        [(Fraction(0), Fraction(0)), (Fraction("0.7"), Fraction("0.3")), (Fraction(3), Fraction(2))]
    ),
    "grades": Lookup(("A", "B"), Constants([Fraction("1.5"), Fraction(2, 7)])),
}

LITERALS = st.builds(
    lambda whole, places, digits: f"{whole}.{digits:0{places}d}" if places else str(whole),
    st.integers(0, 10**6),
    st.integers(0, 4),
    st.integers(0, 9),
)

_LEAVES = st.one_of(LITERALS, st.sampled_from(["a", "b", "kpi.index", "(a)", "lookup(word, grades)", "step(b, steps)"]))


def _larger(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    conditions = st.one_of(
        st.sampled_from(["flag", 'word == "A"', '"B" != word', "not flag"]),
        st.builds("{} {} {}".format, numbers, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), numbers),
        st.builds("{} < {} <= {}".format, numbers, numbers, numbers),
        st.builds("(flag {} {} > {})".format, st.sampled_from(["and", "or"]), numbers, numbers),
    )
    return st.one_of(
        st.builds("({} {} {})".format, numbers, st.sampled_from("+-*/"), numbers),
        st.builds("{} {} {}".format, numbers, st.sampled_from("+-*/"), numbers),
        st.builds("-{}".format, numbers),
        st.builds("({} if {} else {})".format, numbers, conditions, numbers),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), numbers, numbers),
        st.builds("{}({})".format, st.sampled_from(["abs", "floor", "ceil", "round"]), numbers),
        st.builds("round({}, {})".format, numbers, st.integers(0, 12)),
        st.builds("clip({}, {}, {})".format, numbers, numbers, numbers),
        st.builds("tier({}, tiers)".format, numbers),
        st.builds("tier({}, tiers, {})".format, numbers, numbers),
        st.builds("rate({}, rates)".format, numbers),
        st.builds("interpolate({}, line)".format, numbers),
    )


FORMULAS = st.recursive(_LEAVES, _larger, max_leaves=12)
"""Texts of number formulas over `NAMES`; nearly all of them are within the limits of the language."""

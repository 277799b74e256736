"""No JSON value makes the parser raise anything but a refusal, and every finding points into the document."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.plan import read_plan
from rules.problems import pointer
from tests.rules.plan.everything import everything

_FOREIGN_WORDS = ("Input should", "validation", "pydantic", "Extra inputs", "Field required", "tuple", "dict")

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["linear", "money", "total", "0.5", "1/3", "target", "@money", "[key]", "2026-01-01"]),
)
json_values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "of", "key", "fund", "amount", "@object", "", "a/b~"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


def _places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    below: list[tuple[str | int, ...]] = []
    if isinstance(value, dict):
        below = [place for key, item in value.items() for place in _places(item, (*path, key))]
    elif isinstance(value, list):
        below = [place for index, item in enumerate(value) for place in _places(item, (*path, index))]
    return [path, *below] if path else below


PLACES = _places(everything())


def _at(document: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        document = document[step]
    return document


def _pointers(document: object) -> set[str]:
    """Pointers of all places of a document."""
    return {pointer(*place) for place in _places(document)} | {""}


@given(json_values)
def test_any_json_value_is_refused_or_read(document: object) -> None:
    reading = read_plan(document)
    assert reading.problems or reading.plan is not None


@settings(max_examples=400)
@given(st.sampled_from(PLACES), json_values, st.sampled_from(["replace", "remove", "add"]))
def test_a_damaged_plan_is_told_where_it_is_damaged(place: tuple[str | int, ...], value: object, damage: str) -> None:
    document = everything()
    holder = _at(document, place[:-1])
    if damage == "remove":
        del holder[place[-1]]
    elif damage == "add" and isinstance(holder, dict):
        holder["surprise"] = value
    else:
        holder[place[-1]] = value
    known = _pointers(document)
    for problem in read_plan(document).problems:
        assert problem.code.startswith("plan.")
        assert problem.code != "plan.invalid"
        assert not any(word in problem.message for word in _FOREIGN_WORDS), problem.message
        parent = problem.path.rpartition("/")[0]
        assert problem.path in known or (problem.code == "plan.missing_key" and parent in known), problem


@given(st.sampled_from(PLACES), st.decimals(allow_nan=True, allow_infinity=True) | st.just(Decimal("1E+999999")))
def test_any_number_anywhere_is_read_or_refused(place: tuple[str | int, ...], number: Decimal) -> None:
    document = everything()
    _at(document, place[:-1])[place[-1]] = number
    for problem in read_plan(document).problems:
        assert problem.code != "plan.invalid"

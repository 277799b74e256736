"""Every amount can be added up again from the ends of its explanation."""

from fractions import Fraction

from hypothesis import given

from rules import currency_digits, trace_of
from tests.rules.differential.calls import Call, calls, computed
from tests.rules.laws.recomputed import Recomputed, dangling


@given(calls(1, 2))
def test_every_node_follows_from_its_inputs(call: Call) -> None:
    plan, participants = call
    batch = computed(plan, participants)
    digits = currency_digits(plan["currency"])
    assert digits is not None
    for row in range(len(participants)):
        result = batch.result(row)
        if any(problem["code"].startswith("levels.") for problem in result["problems"]):
            continue  # Blocked, and its refused levels stand in no node that could be read again.
        again = Recomputed(plan, trace_of(batch.sheet, row), digits)
        assert dangling(again.trace) == set()
        assert again.differences() == {}
        if result["total"] is not None:
            assert again.number("/total") == Fraction(result["total"])
            paid = {line["key"]: Fraction(line["amount"]) for line in result["components"]}
            assert paid == {key: again.number(f"/components/{key}") for key in paid}

"""Pools that are allowed and probably not meant."""

from typing import Any

from rules.check import check_plan
from tests.rules.build import plan


def warned(**parts: Any) -> set[str]:
    pools = {"team_pot": {"amount": "100", "weight": "w"}}
    inputs = {"w": {"kind": "number"}, "fund": {"kind": "money"}}
    document = plan(inputs=inputs, pools=pools | parts.pop("pools", {}), **parts)
    report = check_plan(document)
    assert report.problems == ()
    return {warning.code for warning in report.warnings if "po" in warning.code} - {"lint.unbounded"}


PAID = [{"key": "pay", "amount": "team_pot"}]


def test_a_pot_that_is_shared_and_paid_is_fine() -> None:
    assert warned(components=PAID) == set()


def test_a_pot_that_nothing_reads() -> None:
    assert warned(components=[{"key": "pay", "amount": "5"}]) == {"lint.unread_pool"}


def test_a_share_inside_a_larger_formula() -> None:
    assert warned(components=[{"key": "pay", "amount": "team_pot * 1.1"}]) == {"lint.pool_share"}
    assert warned(values={"v": "team_pot * 2"}, components=[{"key": "pay", "amount": "v"}]) == {"lint.pool_share"}


def test_a_pot_of_each_persons_own() -> None:
    own = {"team_pot": {"amount": "fund", "weight": "w"}}
    assert warned(pools=own, components=PAID) == {"lint.personal_pot"}
    summed = {"team_pot": {"amount": "total(fund)", "weight": "w"}}
    assert warned(pools=summed, components=PAID) == set()

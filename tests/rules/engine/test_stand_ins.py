"""A policy that pays without a measurement leaves a warning, so that somebody confirms it by name."""

import pytest

from tests.rules.build import kpi, paying, people


@pytest.mark.parametrize(
    ("policy", "code", "total"), [("zero", "kpi.missing_as_zero", "50.00"), ("reweight", "kpi.reweighted", "100.00")]
)
def test_a_missing_weighted_kpi_that_does_not_block_is_shown_as_a_warning(policy: str, code: str, total: str) -> None:
    kpis = [kpi("first", weight="0.5"), kpi("second", weight="0.5", missing=policy)]
    results = people(
        paying("100 * coefficient", kpis=kpis),
        {"facts": {"first": "100"}},
        {"facts": {"first": "100", "second": "100"}},
        {"facts": {"first": "100"}, "not_applicable": {"second": "on leave"}},
    ).results()
    assert [result["total"] for result in results] == [total, "100.00", "100.00"]
    assert [[warning["code"] for warning in result["warnings"]] for result in results] == [[code], [], []]


def test_a_kpi_that_is_only_measured_needs_no_confirmation() -> None:
    kpis = [kpi("first", weight="1"), kpi("watched", missing="zero")]
    result = people(paying("100 * coefficient", kpis=kpis), {"facts": {"first": "100"}}).result(0)
    assert (result["total"], result["warnings"]) == ("100.00", [])

"""Amounts of a statement added up and compared, currency by currency."""

import pytest

from rules.statement.sums import AmountChange, Money, amount_changes, sums_by_currency

Lines = dict[tuple[str, ...], Money]


def test_parts_add_up_by_currency() -> None:
    found = sums_by_currency(
        {
            "results": [("37415.00", "EUR"), ("0.10", "EUR"), ("500", "JPY")],
            "adjustments": [("-0.20", "EUR")],
            "corrections": [("1.005", "KWD")],
        }
    )
    assert found == {
        "EUR": {"results": "37415.10", "adjustments": "-0.20", "corrections": "0.00", "total": "37414.90"},
        "JPY": {"results": "500", "adjustments": "0", "corrections": "0", "total": "500"},
        "KWD": {"results": "0.000", "adjustments": "0.000", "corrections": "1.005", "total": "1.005"},
    }


def test_nothing_adds_up_to_nothing() -> None:
    assert sums_by_currency({"results": []}) == {}


def test_changes_are_new_minus_old_line_by_line() -> None:
    old: Lines = {("plan", "bonus"): ("100.00", "EUR"), ("plan", "gone"): ("5.00", "EUR")}
    new: Lines = {("plan", "bonus"): ("90.50", "EUR"), ("plan", "spiff"): ("20.00", "EUR")}
    assert amount_changes(old, new) == (
        AmountChange(("plan", "bonus"), "EUR", "100.00", "90.50", "-9.50"),
        AmountChange(("plan", "spiff"), "EUR", None, "20.00", "20.00"),
        AmountChange(("plan", "gone"), "EUR", "5.00", None, "-5.00"),
    )


def test_another_currency_is_another_line() -> None:
    changes = amount_changes({("total",): ("100.00", "EUR")}, {("total",): ("15000", "JPY")})
    assert changes == (
        AmountChange(("total",), "EUR", "100.00", None, "-100.00"),
        AmountChange(("total",), "JPY", None, "15000", "15000"),
    )


@pytest.mark.parametrize(("amount", "currency"), [("1.5", "JPY"), ("1", "XXQ")], ids=["digits", "no currency"])
def test_amounts_fit_their_currency(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match="currency"):
        sums_by_currency({"results": [(amount, currency)]})

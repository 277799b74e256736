"""Pay in another currency, which an example in a plan cannot expect: published figures and the shipped plan."""

from datetime import date

from rules.period import Period
from tests.rules.build import people, plan
from tests.rules.test_catalog import document

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))


def test_each_line_is_converted_rounded_and_then_added_up() -> None:
    """27 USD at 0.840054 is 22.68 EUR, and three of them 68.04 EUR (cargo.link, "Conversion of currencies")."""
    lines = [{"key": key, "amount": "27"} for key in ("first", "second", "third")]
    rates = [{"from": "USD", "to": "EUR", "date": "2026-03-31", "rate": "0.840054"}]
    invoice = plan(currency="USD", components=lines)
    payee = people(invoice, {"currency": "EUR"}, period=MARCH, rates=rates).result(0)["payee"]
    assert [line["amount"] for line in payee["components"]] == ["22.68", "22.68", "22.68"]
    assert (payee["currency"], payee["total"]) == ("EUR", "68.04")


def test_the_shipped_plan_pays_abroad_at_the_last_day_of_the_month() -> None:
    shipped = document("multi-currency-commission")
    [example] = [example for example in shipped["examples"] if "currency" in example]
    person = {part: example[part] for part in ("inputs", "facts", "currency")}
    result = people(shipped, person, period=MARCH, rates=example["rates"]).result(0)
    assert result["total"] == "3300.00"
    assert (result["payee"]["rate"], result["payee"]["total"]) == ("0.85", "2805.00")

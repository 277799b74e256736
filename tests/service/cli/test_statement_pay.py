"""Payable lines of a statement: rows with their tiers, accounts by their titles, cost centres, other currencies."""

from rules import line_titles, parse_period, parse_plan
from tests.rules.build import Document, paying, people, plan
from tests.service.cli.printed import printed

DEALS: Document = {"kind": "rows", "empty": "zero", "fields": {"amount": {"kind": "number"}}}
TIERS: Document = {
    "kind": "marginal",
    "rows": [{"from": "0", "rate": "0.05"}, {"from": "10000", "rate": "0.06"}],
}
PER_DEAL = plan(
    facts={"deals": DEALS},
    tables={"tiers": TIERS},
    components=[{"key": "pay", "per": "deals", "amount": "tier(deals.amount, tiers, deals.before)", "cap": "500"}],
)


def deal(amount: str, day: str, id_: str) -> Document:
    return {"amount": amount, "date": day, "id": id_}


def test_a_row_says_what_it_gives_and_what_a_cap_left_of_it() -> None:
    deals = [deal("10000", "2026-03-01", "D1"), deal("9000", "2026-03-09", "D2")]
    text = printed(people(PER_DEAL, {"facts": {"deals": deals}}))
    assert "  2026-03-01 D1: 10 000 gives 500.00\n" in text
    assert "  from 0: 10 000 × 0.05 = 500\n" in text
    assert "  2026-03-09 D2: 9 000 gives 540.00, of which 0.00 paid (cap)\n" in text
    assert "  from 10 000: 9 000 × 0.06 = 540\n" in text


def test_a_row_under_a_cap_that_is_unknown_leaves_its_amount_open() -> None:
    document = {**PER_DEAL, "inputs": {"most": {"kind": "money"}}}
    document["components"] = [{**PER_DEAL["components"][0], "cap": "most"}]
    text = printed(people(document, {"facts": {"deals": [deal("100", "2026-03-01", "D1")]}}))
    assert "  2026-03-01 D1: 100, the amount is open\n" in text


def test_what_accounts_pay_is_called_by_what_made_it() -> None:
    document = plan(
        components=[
            {"key": "bonus", "title": "Bonus", "amount": "900", "instalments": 3},
            {
                "key": "main",
                "title": "Commission",
                "amount": "10",
                "cap": {"amount": "5", "per": "year", "carry": True},
            },
        ],
        limits={"total_cap": {"amount": "400", "per": "year", "carry": True}, "total_floor": "1"},
        balances={
            "draw": {"sign": "owed_by_person", "title": "Advance", "add": "1"},
            "plain": {"sign": "owed_to_person", "add": "1"},
        },
    )
    assert line_titles(parse_plan(document)) == {
        "bonus": "Bonus",
        "main": "Commission",
        "total_floor": "Raise to the floor of the total",
        "main_reserve": "Given back by the cap of Commission",
        "total_reserve": "What the cap of the total gave back",
        "bonus_instalments": "Later instalments of Bonus",
        "draw": "Advance",
        "plain": "plain",
    }


def test_another_currency_follows_the_total() -> None:
    rates = [{"from": "EUR", "to": "USD", "start": "2026-03-01", "end": "2026-04-01", "rate": "1.1"}]
    march = parse_period({"start": "2026-03-01", "end": "2026-04-01"})
    text = printed(people(paying("100"), {"currency": "USD"}, {}, period=march, rates=rates), 0, march)
    assert "paid as 110.00 USD (1 EUR = 1.1 USD)\n" in text
    assert "paid as" not in printed(people(paying("100"), {}))


def test_cost_centres_stand_under_the_line_they_bear() -> None:
    text = printed(people(paying("100"), {"cost_centres": {"CC1": "0.6", "CC2": "0.4"}}))
    assert "  cost centres: CC1 60.00, CC2 40.00\n" in text

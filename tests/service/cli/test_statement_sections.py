"""Sections of a statement that only some plans have, and what is left out where a plan has nothing to say."""

from datetime import date

from rules import Period
from tests.rules.build import Document, kpi, paying, people, plan
from tests.service.cli.printed import printed

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
PRORATED = paying("2200", pay={"prorate": True}, proration={"basis": "working_days"})


def test_time_in_the_plan() -> None:
    away = [{"start": "2026-03-30", "end": "2026-04-01", "kind": "leave"}]
    batch = people(PRORATED, {"assignment": {"from": "2026-03-16", "absences": away}}, {}, period=MARCH)
    text = printed(batch, 0, MARCH)
    assert "Time in the plan\nfrom 2026-03-16: 10 of 22 workdays, factor 0.454545454545" in text
    assert "absence: leave 2026-03-30 to 2026-03-31\n" in text
    assert "Time in the plan" not in printed(batch, 1, MARCH)


def test_the_last_day_is_told_as_the_last_day() -> None:
    text = printed(people(PRORATED, {"assignment": {"to": "2026-03-21"}}, period=MARCH), 0, MARCH)
    assert "to 2026-03-20: 15 of 22 workdays" in text


def test_segments_show_their_lines() -> None:
    document = paying("fund", segments="separate", inputs={"fund": {"kind": "money"}})
    segments: list[Document] = [
        {"start": "2026-03-01", "end": "2026-03-16", "inputs": {"fund": "600"}},
        {"start": "2026-03-16", "end": "2026-04-01", "inputs": {"fund": "1000"}},
    ]
    text = printed(people(document, {"segments": segments}, period=MARCH), 0, MARCH)
    assert "2026-03-01 to 2026-03-15  pay  600.00  600.00\n" in text
    assert "2026-03-16 to 2026-03-31  pay  1 000.00  1 000.00\n" in text


def test_shared_pots() -> None:
    document = plan(
        inputs={"days": {"kind": "number"}},
        pools={"pot": {"title": "Team pot", "amount": "900", "weight": "days"}},
        components=[{"key": "pay", "amount": "pot"}],
    )
    text = printed(people(document, {"inputs": {"days": "10"}}, {"inputs": {"days": "20"}}))
    assert "pot  holds  own part  sum of parts  people  share\n" in text
    assert "Team pot  900  10  30  2  300.00\n" in text


def test_balances_and_instalments() -> None:
    document = paying(
        "900",
        pay={"title": "Bonus", "instalments": 3},
        balances={"held": {"sign": "owed_to_person", "title": "Held back", "add": "earned * 0.1", "take": "50"}},
    )
    text = printed(people(document, {"prior": {"balances": {"held": "80"}}}))
    assert "balance  opening  added  taken  closing\n" in text
    assert "Held back  80.00  30.00  50.00  60.00\n" in text
    assert "Later instalments of Bonus  0.00  600.00  0.00  600.00\n" in text
    assert "Instalments still to come\nline  amount  parts  paid\n" in text
    assert "Bonus  900.00  3  1\n" in text


def test_a_plain_plan_has_none_of_them() -> None:
    text = printed(people(paying("100"), {}))
    for heading in ("Time in the plan", "Segments", "Shared pots", "Balances", "Instalments"):
        assert heading not in text


def test_nothing_is_said_of_levels_and_weights_that_the_plan_does_not_have() -> None:
    document = paying("sales.actual", kpis=[{"key": "sales"}])
    text = printed(people(document, {"facts": {"sales": "100"}}))
    assert "coefficient" not in text
    assert "KPI  actual\n" in text
    weighted = paying("coefficient * 100", kpis=[kpi("sales", weight="1")])
    assert "KPI  base  normal  actual  " in printed(people(weighted, {"facts": {"sales": "50"}})).replace("\n", "  ")

"""Every family of pay that plans can express has at least one published example with numbers from outside."""

import pytest

from tests.rules.published_cases import PUBLISHED

FAMILIES = {
    "commission per transaction": "salescookie-deals-over-tiers",
    "tiers over the year, sale by sale": "mrexcel-sale-by-sale",
    "retroactive tiers": "aptify-highest-tier-only",
    "the sale that crosses the annual cap": "buybox-annual-cap",
    "due so far less paid so far": "mrexcel-fees-true-up",
    "draw with recovery": "siebel-recoverable-draw",
    "recovery that starts later": "oracle-draw-delayed-recovery",
    "guarantee": "siebel-nonrecoverable-draw",
    "holdback and release": "rolling-reserve-six-months",
    "bonus bank": "employeebenefits-bonus-bank",
    "clawback": "insureleads-chargeback",
    "clawback carried forward": "paymentshield-clawback",
    "pay on cash received": "oracle-half-on-order-half-on-payment",
    "instalments": "lastingmark-as-earned",
    "pool with threshold and reserve": "scanlon-savings-with-reserve",
    "ramp of new hires": "prowi-ramp-period",
    "proration by months": "lexisnexis-parental-leave",
    "proration by calendar days": "calculator-city-joiner-and-leaver",
    "first day not counted": "salary-com-start-day-not-counted",
    "proration by working days": "premium-by-days-worked",
    "proration by thirtieths": "financialforce-thirty-day-months",
    "prorated levels": "quickbase-prorated-quota",
    "fiscal calendar of 4-4-5 weeks": "financialforce-445-calendar",
    "team pot by factor": "daan-pot-by-position",
    "team pot by rate and time": "group-bonus-by-time-wages",
    "team pot in equal shares": "protiv-distribution-types",
    "share by credited results": "fuul-pool-by-conversions",
    "parts that foot to the cent": "hpmuseum-cents-that-foot",
    "pool scaled down to its fund": "ellig-pool-scaled-to-fund",
    "pool by attainment": "ellig-division-bonus-pool",
    "bonus fund by grade": "ellig-bonus-fund-by-grade",
    "caps shared again": "ewinnington-caps-shared-again",
    "personal, department and company results": "sec-corporate-and-unit",
    "corporate, group and division results": "ellig-corporate-group-division",
    "company and personal factor": "calculator-city-company-and-personal",
    "one measure limits another": "ellig-two-measures-limited",
    "ranking and percentiles": "radford-percentile-rank",
    "forced distribution": "tektips-forced-distribution",
    "credit splits": "prowi-split-commission",
    "override of managers": "prowi-override",
    "amounts in another currency": "idynamics-local-currency",
    "rate of the day": "askmehelpdesk-rate-of-the-day",
    "raters with weights": "vantage-weighted-raters",
    "average of several raters": "vantage-average-of-raters",
    "shares in whole percents": "topcoder-whole-percents",
}


@pytest.mark.parametrize("stem", FAMILIES.values(), ids=FAMILIES.keys())
def test_every_family_has_a_published_example(stem: str) -> None:
    assert stem in {path.stem for path in PUBLISHED}

"""Bodies of `/v1/rates`."""

from typing import Annotated, Any, Final

from pydantic import Field

from service.web.wire import AnswerBody, DayIn, DayOut, MomentOut, NumberIn, NumberOut, RequestBody

RATES_MAX: Final = 1_000
CURRENCY_PATTERN: Final = "^[A-Z]{3}$"
CurrencyIn = Annotated[str, Field(pattern=CURRENCY_PATTERN, max_length=3)]


class RateIn(RequestBody):
    """What one unit of `from` is worth in units of `to` on one day. It is never inverted, chained or carried on."""

    from_: CurrencyIn = Field(alias="from", description="ISO 4217 code.", examples=["USD"])
    to: CurrencyIn = Field(description="ISO 4217 code.", examples=["EUR"])
    day: DayIn = Field(description="The day on which it holds.", examples=["2026-03-31"])
    rate: NumberIn = Field(description="So many units of `to`, above 0, at most 18 digits.", examples=["0.92"])


class RatesCall(RequestBody):
    """Rates of some days. Of what is said of one pair and day, the last word counts."""

    rates: Annotated[list[RateIn], Field(min_length=1, max_length=RATES_MAX)]


class RatesAddedAnswer(AnswerBody):
    """What came of the rates that were sent."""

    added: int = Field(description="How many said something new.")
    known: int = Field(description="How many were what counted already.")


class RateAnswer(AnswerBody):
    """The rate that counts for a pair of currencies and a day."""

    from_: str = Field(alias="from")
    to: str
    day: DayOut
    rate: NumberOut
    at: MomentOut = Field(description="When it was said.")


class RateList(AnswerBody):
    """A page of rates, in the order of currencies and days."""

    data: list[RateAnswer]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


RATES: Final[dict[str, dict[str, Any]]] = {
    "The last day of a quarter": {
        "rates": [
            {"from": "USD", "to": "EUR", "day": "2026-03-31", "rate": "0.92"},
            {"from": "GBP", "to": "EUR", "day": "2026-03-31", "rate": "1.1734"},
        ]
    },
    "A rate mended": {"rates": [{"from": "USD", "to": "EUR", "day": "2026-03-31", "rate": "0.9235"}]},
}

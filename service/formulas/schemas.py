"""Bodies of `/v1/formulas`."""

from typing import Any, Literal

from pydantic import Field

from service.web.wire import AnswerBody, NumberIn, NumberOut, ProblemItem, RequestBody


class FormulaCheckCall(RequestBody):
    """A formula, the names it may use, and if wanted a value for each of them."""

    formula: str = Field(description="One expression of the formula language.", examples=["min(actual / normal, 1.2)"])
    names: dict[str, Literal["number", "money", "boolean"] | list[str]] = Field(
        description="Each name the formula may use: its kind, or the list of words of a category.",
        examples=[{"actual": "number", "region": ["EMEA", "APAC"]}],
    )
    values: dict[str, NumberIn | bool | str] | None = Field(
        default=None, description="Values of the names; with them the formula is also computed."
    )


class FormulaCheckAnswer(AnswerBody):
    """What the check found. An invalid formula is an answer like any other, with `valid: false`."""

    valid: bool = Field(description="Whether the formula can be used.")
    kind: str | None = Field(description="`number`, `boolean` or `category`; null if the formula is invalid.")
    uses: list[str] = Field(description="The names it reads.")
    value: NumberOut | bool | str | None = Field(
        description="Its value for the values given: a number as text, true, false or a word; null without."
    )
    problems: list[ProblemItem] = Field(description="Every problem, with its place in the formula.")


EXAMPLES: dict[str, dict[str, Any]] = {
    "An attainment with a ceiling": {
        "formula": "min(actual / normal, 1.2)",
        "names": {"actual": "number", "normal": "number"},
        "values": {"actual": "1100000", "normal": "1000000"},
    },
    "A condition on a category": {
        "formula": '5 if region == "EMEA" else 0',
        "names": {"region": ["EMEA", "APAC"]},
        "values": {"region": "APAC"},
    },
    "A misspelt name": {"formula": "actual / norml", "names": {"actual": "number", "normal": "number"}},
}

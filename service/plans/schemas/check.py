"""Bodies of `/v1/plans/check`."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from service.web.wire import AnswerBody, NumberIn, ProblemItem, RequestBody, refers_to


class PlanSample(RequestBody):
    """One imagined person, to size the warnings in money: any part of a participant, and of a call around its people.

    What it does not say of the period and around the person is as in the plan's examples.
    """

    model_config = ConfigDict(extra="allow")

    inputs: dict[str, NumberIn | bool] = Field(default={}, examples=[{"fund": "42000"}])
    facts: dict[str, Any] = Field(default={}, examples=[{"revenue": "1100000"}])


class PlanCheckCall(RequestBody):
    """A plan with a sample beside it. A plan document alone is accepted just the same."""

    plan: Annotated[object, refers_to("Plan")]
    sample: PlanSample | None = Field(default=None, description="Without it, the first example of the plan is used.")


class DifferenceAnswer(AnswerBody):
    """One thing that an example names and that came out otherwise."""

    path: str = Field(description="Where the example names it.", examples=["/examples/0/expect/total"])
    expected: str | bool | list[str] | None
    actual: str | bool | list[str] | None
    paste: str | bool | list[str] | None = Field(description="What to write there to make the example pass.")


class PlanExampleAnswer(AnswerBody):
    """How one of the plan's own examples came out."""

    name: str
    passed: bool
    differences: list[DifferenceAnswer] = Field(description="What was expected, what came out, and the text to paste.")


class StageAnswer(AnswerBody):
    """One step: within it everybody is computed alone."""

    components: list[str] = Field(description="Components computed in this step.")
    over_people: list[str] = Field(
        description="Values over many people and pools that everybody contributes to after it."
    )


class PlanCheckAnswer(AnswerBody):
    """Everything the check found. A plan with problems is an answer like any other, with `valid: false`."""

    valid: bool = Field(description="Whether the plan can be calculated.")
    problems: list[ProblemItem] = Field(description="What must be mended.")
    warnings: list[ProblemItem] = Field(description="What is probably not meant, each with the numbers behind it.")
    examples: list[PlanExampleAnswer] = Field(description="The plan's own examples, run.")
    hash: str | None = Field(description="SHA-256 of the plan's canonical form; null for what is not a plan.")
    stages: list[StageAnswer] = Field(
        description="The steps of a calculation; more than one where people's results depend on each other."
    )
    depends_on_others: list[str] = Field(description="Components that read other people's results.")

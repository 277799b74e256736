"""What can be asked about a plan document."""

from rules import check_plan

_WITH_SAMPLE = frozenset({"plan", "sample"})


def check_plan_document(document: dict[str, object]) -> dict[str, object]:
    """The report on a plan, sent alone or as `{"plan": …, "sample": …}`. Its paths point into the plan."""
    if "plan" in document and document.keys() <= _WITH_SAMPLE:
        return check_plan(document["plan"], document.get("sample")).to_json()
    return check_plan(document).to_json()

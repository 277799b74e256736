"""Who is in the plan at all: conditions over inputs and the period, before any fact is needed."""

from rules.engine.sheet.sheet import Sheet


def eligibility(sheet: Sheet) -> None:
    """Note each condition; a person outside gets outcome zero with the condition's key as reason."""
    for condition in sheet.compiled.plan.eligibility:
        sheet.eligibility[condition.key] = sheet.flag(f"/eligibility/{condition.key}")


def shut_out(sheet: Sheet) -> dict[int, list[str]]:
    """The rows that get nothing whatever was measured: not in force, or with conditions that say so (their keys)."""
    found: dict[int, list[str]] = {row: [] for row in sheet.outside}
    for key, passed in sheet.eligibility.items():
        if not passed.holds_everywhere():
            for row in range(sheet.size):
                if passed.at(row) is False:
                    found.setdefault(row, []).append(key)
    return found

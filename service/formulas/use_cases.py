"""What can be asked about a formula."""

from rules import check_formula_call


def check_formula(call: dict[str, object]) -> dict[str, object]:
    """The report on one formula; any document is answered, a bad one with `valid: false`."""
    return check_formula_call(call)

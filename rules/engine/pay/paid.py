"""What earlier periods of the fiscal year have paid, which true-ups and caps per year count from."""

from rules.columns import Faults, Number, every_row
from rules.compiled import paid_name
from rules.engine.pay.prior import prior_amounts
from rules.engine.sheet.sheet import Sheet, flagged
from rules.facts import Raw
from rules.plan import INSTALMENTS, RESERVE, TOTAL_FLOOR, TOTAL_RESERVE
from rules.problems import Problem, pointer

FLOOR_LINE = TOTAL_FLOOR
"""Key of the line that raises a total to its floor."""

_ZERO = Number.constant(0)


def paid_so_far(sheet: Sheet, key: str) -> Number:
    """What a component has paid since the fiscal year began and before this period, over 10**places of the component.

    Counts the component's own line, what its cap gave back later and its later instalments, as `prior.paid` states
    them. A row for which nothing was sent has paid 0 where nothing can have been paid before, in the first period of
    the fiscal year or of the assignment; everywhere else it carries the problem `prior.paid_missing`.
    """
    found = sheet.paid.get(key)
    if found is None:
        own = _stated(sheet, key, sheet.places_of(key), required=True)
        for line in (key + RESERVE, key + INSTALMENTS):
            own = own + _stated(sheet, line, sheet.places_of(key), required=False)
        found = sheet.paid[key] = own
    return found


def total_paid_so_far(sheet: Sheet) -> Number:
    """What all money lines before balances have paid since the fiscal year began and before this period."""
    plan, digits = sheet.compiled.plan, sheet.compiled.digits
    total = _ZERO
    for component in plan.components:
        if component.unit is None:
            total = total + paid_so_far(sheet, component.key)
    for line in (FLOOR_LINE, TOTAL_RESERVE):
        total = total + _stated(sheet, line, digits, required=False)
    return total


def nothing_before(sheet: Sheet) -> frozenset[int]:
    """The rows whose fiscal year in this plan begins with this period, so that nothing was paid before it."""
    period = sheet.period
    if period is None:
        return frozenset()
    if sheet.given.around.calendar.index(period, sheet.compiled.plan.frequency) == 1:
        return frozenset(range(sheet.size))
    return joined_here(sheet)


def joined_here(sheet: Sheet) -> frozenset[int]:
    """The rows whose assignment starts in this period: nothing of theirs lies before it."""
    if sheet.period is None:
        return frozenset()
    start = sheet.period.start.isoformat()
    assignments = sheet.given.details.get("assignment", [])
    return frozenset(row for row, given in enumerate(assignments) if _first_day(given) >= start)


def _first_day(assignment: object) -> str:
    """The first day of an assignment as it was sent; what is no day at all is reported where assignments are read."""
    first = assignment.get("from") if isinstance(assignment, dict) else None
    return first if isinstance(first, str) else ""


def _stated(sheet: Sheet, line: str, places: int, *, required: bool) -> Number:
    """A line of `prior.paid`. A line that is not in every result, such as a reserve, paid nothing where it is absent
    and the component itself is there."""
    path = pointer("prior", "paid", line)
    raws: list[Raw] = sheet.given.prior_paid.get(line) or [None] * sheet.size
    message = (
        f"the plan counts from what {line} has paid since the fiscal year began; send the sum of its earlier amounts "
        "(0 if there were none)"
    )
    column = prior_amounts(raws, path, places, Problem("prior.paid_missing", path, message))
    absent = frozenset(row for row, raw in enumerate(raws) if raw is None)
    if absent and required:
        absent &= nothing_before(sheet)
    if not absent:
        return column
    return Number(0, 10**places).chosen(flagged(absent, sheet.size), column)


def receive_paid(sheet: Sheet) -> None:
    """Check what was sent as paid, and name it for the components whose `<component>.paid` some formula reads."""
    _check_sent(sheet)
    for component in sheet.compiled.plan.components:
        name = paid_name(component.key)
        if name in sheet.compiled.names_read:
            sheet.name(name, paid_so_far(sheet, component.key))


def _check_sent(sheet: Sheet) -> None:
    """Block whoever sends a line that the plan has not, which would count nowhere, or an amount that is none."""
    places = _places(sheet)
    for key, raws in sorted(sheet.given.prior_paid.items()):
        sent = [row for row, raw in enumerate(raws) if raw is not None]
        path = pointer("prior", "paid", key)
        if key not in places:
            message = (
                "the plan has no line of this name; mend the name, or leave it out and add its sum to the line that "
                "pays for the same now, so that caps and true-ups of the year count it"
            )
            wrong: Faults = every_row(sent, Problem("prior.unknown_line", path, message))
        else:
            # What is absent is judged where it is needed.
            wrong = prior_amounts(raws, path, places[key], Problem("prior.paid_missing", path, "")).faults
        for row in sent:
            if row in wrong:
                sheet.block(row, wrong[row])


def _places(sheet: Sheet) -> dict[str, int]:
    """The lines that may have paid something in this fiscal year, each with its decimal places.

    Those of reserves and instalments stay known where the plan has given them up since.
    """
    plan, digits = sheet.compiled.plan, sheet.compiled.digits
    places = dict.fromkeys((FLOOR_LINE, TOTAL_RESERVE, *plan.balances), digits)
    for component in plan.components:
        own = (component.key, component.key + RESERVE, component.key + INSTALMENTS)
        places |= dict.fromkeys(own, component.places_in(digits))
    return places

"""What is refused of one participant's data as it comes in, before anything is read from it."""

from collections.abc import Sequence

from rules.engine.sheet.sheet import Sheet
from rules.facts import Raw
from rules.facts.cells import Refuse
from rules.problems import Problem, pointer


def refusing(*parts: object) -> Refuse:
    """Problems at one place of a participant's data."""
    path = pointer(*parts)
    return lambda code, message: Problem(code, path, message)


def refuse_personal(sheet: Sheet, code: str, path: str, given: Sequence[Raw] | None) -> None:
    """A value that the plan reads from the company or the group must not be passed over in silence."""
    if given is None:
        return
    problem = Problem(code, path, "the plan reads this from the company or the group of the person; give it there")
    sheet.block_givers(given, problem)


def refuse_unknown(sheet: Sheet, area: str, given: dict[str, list[Raw]], known: frozenset[str]) -> None:
    """A name that the plan does not know blocks whoever uses it."""
    for key, raws in sorted(given.items()):
        if key in known:
            continue
        what = area.rsplit("/", 1)[-1].removesuffix("s")
        message = f"the plan knows no {what} of this name; mend the name, or declare it in the plan"
        problem = Problem(f"{what}.unknown_key", pointer(*area.split("/"), key), message)
        sheet.block_givers(raws, problem)

"""From the old input to the new one, cause by cause, each mixture through the ordinary calculation."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rules.causes.change import NOTHING, Paid, PayChange, PayStep, Side
from rules.causes.mixture import EVALUATED, Cause, Mixer, Mixture, Situation, Standing
from rules.compiled import CompiledPlan
from rules.facts import Intake, read_surroundings
from rules.facts.participants import read_participants
from rules.problems import RulesError
from rules.results import PayLine, calculate, calculate_frozen, pay_lines

Lines = Sequence[PayLine]


def causes_of(old: Situation | None, new: Situation | None) -> PayChange:
    """Why one person's pay changed from one input to another.

    In the order facts, assignment, rules, currency, rounding, adjustments the old input becomes the new one; each step
    is what that made of the pay. A cause that changes nothing is left out. Where a mixture cannot be computed its
    cause is told with the next one ("facts + assignment"). Somebody who is in one run only has the step "joined" or
    "left". Where one side is blocked it says so, and there are no steps. Raises CallRefused for an input that no
    calculation took.

    Where one side stands against what was booked, so does every mixture, if the other side comes out the same by that;
    if it does not, no mixture can be computed.
    """
    before, after = (None if side is None else _lines_of(side) for side in (old, new))
    old, new = _on_one_standing(old, new, (before, after))
    sides: tuple[tuple[Side, Situation | None, Lines | None], ...] = (("old", old, before), ("new", new, after))
    blocked = tuple(name for name, side, lines in sides if side is not None and lines is None)
    paid = [None if side is None or lines is None else Paid.of(lines, side.adjustments) for _, side, lines in sides]
    steps = () if blocked else tuple(step for step in _steps(old, new, before, after) if step.change != NOTHING)
    return PayChange(paid[0], paid[1], steps, blocked)


def _on_one_standing(
    old: Situation | None, new: Situation | None, found: tuple[Lines | None, Lines | None]
) -> tuple[Situation | None, Situation | None]:
    """Both sides against what one of them stands against, where that makes of each what it is."""
    if old is None or new is None or old.plan.plan != new.plan.plan or old.period != new.period:
        return old, new
    for standing in (new.standing, old.standing):
        if standing is not None:
            first, last = (replace(side, standing=standing, others=()) for side in (old, new))
            if (_lines_of(first), _lines_of(last)) == found:
                return first, last
    return old, new


def _steps(
    old: Situation | None, new: Situation | None, before: Lines | None, after: Lines | None
) -> Iterator[PayStep]:
    first, last = (Paid.of(lines or (), {}) for lines in (before, after))
    if old is None or new is None:
        yield PayStep("joined" if old is None else "left", last.since(first))
    else:
        yield from _walk(Mixer(old, new), first, last)
    beside = [Paid.of((), {} if side is None else side.adjustments) for side in (old, new)]
    yield PayStep("adjustments", beside[1].since(beside[0]))


def _walk(mixer: Mixer, standing: Paid, last: Paid) -> Iterator[PayStep]:
    """The steps of a result: whoever is neither the old nor the new input is computed."""
    taken: set[Cause] = set()
    here, end = mixer.mixed(taken), mixer.mixed(EVALUATED)
    waiting: list[Cause] = []
    for cause in EVALUATED:
        taken.add(cause)
        there = mixer.mixed(taken)
        if there == here:
            continue
        here = there
        waiting.append(cause)
        lines = None if there == end else _computed(mixer, there)
        reached = last if there == end else None if lines is None else Paid.of(lines, {})
        if reached is not None:
            yield PayStep(" + ".join(waiting), reached.since(standing))
            standing, waiting = reached, []


def _computed(mixer: Mixer, mixture: Mixture) -> Lines | None:
    """The lines of a mixture; None where no such input could be paid."""
    if mixer.old.standing is not mixer.new.standing:
        return None
    try:
        compiled = mixer.compiled(mixture.plan)
        return _lines(compiled, mixture)
    except RulesError:
        return None


def _lines_of(side: Situation) -> Lines | None:
    people = (side.participant, *side.others)
    return _lines(side.plan, Mixture(side.plan.plan, people, side.shared, side.period, side.held, side.standing))


def _lines(compiled: CompiledPlan, mixture: Mixture) -> Lines | None:
    """The money lines of the first of these people; None where they are blocked."""
    intake = read_participants([*mixture.people], read_surroundings(mixture.shared))
    for row, id_ in enumerate(intake.ids):
        if id_ in mixture.held:
            intake.problems.setdefault(row, []).extend(mixture.held[id_])
    standing = mixture.standing
    if standing is None:
        batch = calculate(compiled, intake, mixture.period)
    else:
        batch = calculate_frozen(
            compiled, (intake, _as_booked(standing)), mixture.period, (standing.booked, standing.now)
        )
    return pay_lines(batch.result(0), compiled.plan.currency)


def _as_booked(standing: Standing) -> Intake | None:
    if standing.participant is None:
        return None
    return read_participants([standing.participant], read_surroundings(standing.shared))

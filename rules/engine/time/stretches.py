"""Stretches: the time in force of a person cut where inputs or levels change, each with its weight."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rules.calendar import Counting, Span, common, left_of
from rules.engine.sheet.sheet import Sheet
from rules.engine.sheet.timeline import InForce, Stretch
from rules.engine.time.inforce import counting_of
from rules.facts import Intake
from rules.facts.segments import Segment, read_segments
from rules.period import Period
from rules.problems import Problem, pointer


def receive_segments(sheet: Sheet, intake: Intake) -> None:
    """Note the stretches of everybody who brings segments; what is wrong with segments blocks their person."""
    given = intake.details.get("segments", [])
    rows = [row for row, segments in enumerate(given) if segments is not None and row not in sheet.outside]
    if sheet.period is None:
        for row in rows:
            message = "segments are parts of a period; give the call one"
            sheet.block(row, Problem("segments.needs_period", "/segments", message))
        return
    for row in rows:
        if row in sheet.force or not _has_assignment(intake, row):
            _take(sheet, row, given[row], sheet.period)


def _has_assignment(intake: Intake, row: int) -> bool:
    """Whether the person sent one; where it could not be read the person is blocked already."""
    assignments = intake.details.get("assignment")
    return assignments is not None and assignments[row] is not None


def _take(sheet: Sheet, row: int, given: object, period: Period) -> None:
    force = sheet.force.get(row)
    within = (period.start, period.end) if force is None else force.within
    segments, problems = read_segments(given, within)
    if sheet.compiled.plan.segments == "separate" and any(segment.share is not None for segment in segments):
        message = "this plan computes segments one by one, by their days; leave the shares out"
        problems.append(Problem("segments.shares", "/segments", message))
    for problem in problems:
        sheet.block(row, problem)
    for problem in () if problems else _unknown_inputs(sheet, segments):
        sheet.block(row, problem)
    if not problems and segments:
        sheet.stretches[row] = _weighed(segments, force, within, counting_of(sheet))


def _unknown_inputs(sheet: Sheet, segments: Sequence[Segment]) -> Iterator[Problem]:
    """Inputs that the plan does not know, or reads from the company or the group."""
    declared = sheet.compiled.plan.inputs
    for segment in segments:
        for key in sorted(segment.inputs):
            path = segment.path + pointer("inputs", key)
            if key not in declared:
                message = "the plan knows no input of this name; mend the name, or declare it in the plan"
                yield Problem("input.unknown_key", path, message)
            elif declared[key].scope != "personal":
                message = "the plan reads this from the company or the group of the person; give it there"
                yield Problem("input.not_personal", path, message)


def _weighed(
    segments: Sequence[Segment], force: InForce | None, within: Span, counting: Counting
) -> tuple[Stretch, ...]:
    """Segments by their shares, or with the days between them by what these count of the time in force."""
    if segments[0].share is not None:
        shares = [(segment, segment.share) for segment in segments]
        return tuple(Stretch(segment.span, share, segment) for segment, share in shares if share is not None)
    counted = (within,) if force is None else force.spans
    left = None if force is None else force.assignment.end
    parts: list[tuple[Span, Segment | None]] = [(segment.span, segment) for segment in segments]
    if left is not None and segments[-1].end >= left:
        # Days that count although the person has left are days of what held until then.
        parts[-1] = ((segments[-1].start, within[1]), segments[-1])
    between = left_of(within, [span for span, _ in parts])
    parts += [(span, None) for span in between]
    parts.sort(key=lambda part: part[0])
    weights = [counting.counted(common(span, counted)) for span, _ in parts]
    if not any(weights):
        # Away all the time: nothing counts, and still the values have an average, by the days themselves.
        weights = [Fraction((end - start).days) for (start, end), _ in parts]
    whole = sum(weights)
    return tuple(Stretch(span, weight / whole, segment) for (span, segment), weight in zip(parts, weights, strict=True))

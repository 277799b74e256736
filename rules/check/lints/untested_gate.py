"""Gates that the examples do not show both open and closed."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.problems import Problem, pointer


def untested_gate(subject: Subject) -> Iterator[Problem]:
    """Every gate needs an example that passes it and one that does not."""
    if subject.compiled is None:
        return
    batches = [scene.batch for run in subject.runs for scene in run.scenes]
    for index, gate in enumerate(subject.plan.gates):
        outcomes = [batch.sheet.gates[gate.key].passed.at(row) for batch in batches for row in range(batch.size)]
        passed, closed = outcomes.count(True), outcomes.count(False)
        if passed and closed:
            continue
        lacking = " and no example ".join(
            side for side, count in (("passes it", passed), ("closes it", closed)) if not count
        )
        message = (
            f'No example {lacking}: nothing shows that the gate "{gate.label}" works as it is meant; add examples on '
            "both sides of its condition."
        )
        numbers = {"passed": str(passed), "closed": str(closed)}
        yield Problem("lint.untested_gate", pointer("gates", index), message, numbers=numbers)

"""What a result was computed from, and mixtures of two such inputs: some causes as they are now, the rest as before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rules.compiled import CompiledPlan, compile_plan
from rules.engine import Wholes
from rules.period import Period
from rules.plan import Plan, accounts_of, paid_keys
from rules.problems import Problem
from rules.sums import Amounts

Cause = Literal["facts", "assignment", "rules", "currency", "rounding", "adjustments"]
EVALUATED: tuple[Cause, ...] = ("facts", "assignment", "rules", "currency", "rounding")
"""The causes inside the calculation, in the order in which they are taken."""

Rule = str | Mapping[str, Any]
"""The cause that a part of an input belongs to, or the rule of each of its keys; "*" is that of all others."""

_ABSENT: Any = object()


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """What somebody who changed was computed against: what all people together gave when it was booked, `booked`, and
    what they give now; the person and the parts around the participants as they were booked, None and {} for who was
    not."""

    booked: Wholes
    now: Wholes
    participant: Mapping[str, Any] | None = None
    shared: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything one result was computed from, as it is stored.

    `participant` is one participant of a call, `shared` its parts around the participants (`SURROUNDING_KEYS`),
    `others` the rest of the population of a plan whose people depend on each other. `held` has the problems that
    block people whatever the calculation says, by id. `adjustments` are signed amounts beside the result. With
    `standing`, instead of `others`, pots, sums and ranks are as they were booked.
    """

    plan: CompiledPlan
    participant: Mapping[str, Any]
    shared: Mapping[str, Any] = field(default_factory=dict)
    period: Period | None = None
    others: tuple[Mapping[str, Any], ...] = ()
    adjustments: Amounts = field(default_factory=dict)
    held: Mapping[str, Sequence[Problem]] = field(default_factory=dict)
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Mixture:
    """One input between two others."""

    plan: Plan
    people: tuple[Mapping[str, Any], ...]
    shared: Mapping[str, Any]
    period: Period | None
    held: Mapping[str, Sequence[Problem]]
    standing: Standing | None = None


class Mixer:
    """Mixes two inputs of the same person.

    What only one of the two plans declares comes and goes with the rules: a fact that the old plan never read is not
    the reason why the old plan paid something else. Another period brings its facts, its days and its rates at once.
    """

    def __init__(self, old: Situation, new: Situation) -> None:
        self.old = old
        self.new = new
        data = _shared_rules(old.plan, new.plan)
        is_apart = old.period != new.period
        self._person: Rule = {
            **data,
            "levels": _declared(old.plan.kpis, new.plan.kpis, "assignment"),
            "weights": _declared(old.plan.kpis, new.plan.kpis, "assignment"),
            "not_applicable": _declared(old.plan.kpis, new.plan.kpis, "assignment"),
            "prior": {
                "facts": data["facts"],
                "*": {"*": "assignment"} | _declared(_accounts(old.plan), _accounts(new.plan), "assignment"),
            },
            "currency": "currency",
            "*": "assignment",
        }
        self._shared: Rule = {
            "company": data,
            "groups": {"*": data},
            "credits": "facts",
            **dict.fromkeys(("rates", "pay_date"), "facts" if is_apart else "currency"),
            "calendar": "facts" if is_apart else "assignment",
            "*": "assignment",
        }

    def mixed(self, taken: Collection[str]) -> Mixture:
        """The input with these causes as they are now; with none of them the old one, with all the new one."""
        if not taken or len(taken) == len(EVALUATED):
            end = self.new if taken else self.old
            people = (end.participant, *end.others)
            return Mixture(end.plan.plan, people, end.shared, end.period, end.held, end.standing)
        mine, theirs = self.old.participant, self.new.participant
        person: Mapping[str, Any] = _mix(mine, theirs, self._person, taken)
        return Mixture(
            self._plan(taken),
            (person, *self._others(taken)),
            _mix(self.old.shared, self.new.shared, self._shared, taken),
            (self.new if "facts" in taken else self.old).period,
            (self.new if "assignment" in taken else self.old).held,
            self.new.standing,
        )

    def _plan(self, taken: Collection[str]) -> Plan:
        rules, rounding = ((self.new if cause in taken else self.old).plan.plan for cause in ("rules", "rounding"))
        return rules if rules.rounding == rounding.rounding else _rounded_as(rules, rounding)

    def _others(self, taken: Collection[str]) -> list[Mapping[str, Any]]:
        """Who else is in the population changes with the assignments."""
        before, after = ({person["id"]: person for person in side.others} for side in (self.old, self.new))
        present = after if "assignment" in taken else before
        return [
            _mix(before.get(id_, after.get(id_)), after.get(id_, before.get(id_)), self._person, taken)
            for id_ in sorted(present)
        ]

    def compiled(self, plan: Plan) -> CompiledPlan:
        """The plan of a mixture, compiled only if it is neither of the two; raises PlanRefused."""
        for side in (self.old, self.new):
            if plan is side.plan.plan:
                return side.plan
        return compile_plan(plan)


def _rounded_as(plan: Plan, other: Plan) -> Plan:
    return plan.model_copy(update={"rounding": other.rounding})


def _accounts(compiled: CompiledPlan) -> set[str]:
    return {account.key for account in accounts_of(compiled.plan)} | set(paid_keys(compiled.plan))


def _shared_rules(old: CompiledPlan, new: CompiledPlan) -> dict[str, Rule]:
    facts = _declared(old.fact_keys, new.fact_keys, "facts")
    return {
        "facts": facts,
        "inputs": _declared(old.plan.inputs, new.plan.inputs, "assignment"),
        "prior": {"facts": facts, "*": "assignment"},
        "*": "assignment",
    }


def _declared(old: Collection[str], new: Collection[str], cause: Cause) -> dict[str, Rule]:
    return {**dict.fromkeys(set(old) ^ set(new), "rules"), "*": cause}


def _mix(old: Any, new: Any, rule: Rule, taken: Collection[str]) -> Any:
    if isinstance(rule, str):
        return new if rule in taken else old
    old, new = ({} if side is _ABSENT or side is None else side for side in (old, new))
    mixed: dict[str, Any] = {}
    for key in sorted(old.keys() | new.keys()):
        part = _mix(old.get(key, _ABSENT), new.get(key, _ABSENT), rule.get(key, rule["*"]), taken)
        if part is not _ABSENT and part != {}:
            mixed[key] = part
    return mixed

"""One participant object per member, in the form of a call: everything that the plan reads of them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from rules import Problem
from service.facts.reading import FactLine, Observation, fact_line, facts_hash, observations
from service.participants.attributes import PAY_KEYS
from service.runs.compute.earlier import Earlier, earlier_of
from service.runs.compute.not_applicable import not_applicable, says_nothing_else
from service.runs.compute.parts import Pieces, segments_of
from service.runs.compute.shared import Json, earliest
from service.runs.compute.texts import canonical, sha256
from service.runs.compute.world import World
from service.runs.repository.known_members import is_computed
from service.runs.repository.known_people import Said, Term, attributes_of, stretches, terms_of, value_on
from service.work import Work

_TIES: Final = ("currency", "manager", "team")


@dataclass(frozen=True, slots=True)
class Member:
    """A participant of a slice: the object of the call, what blocks it from the start, and what identifies both.

    `text` is the canonical JSON of the input document, `own_hash` its SHA-256.
    """

    number: int
    participant: Json
    problems: tuple[Problem, ...]
    text: str
    own_hash: str
    facts_hash: str


@dataclass(slots=True)
class _Facts:
    """What was observed of one participant."""

    now: dict[str, list[Observation]] = field(default_factory=dict)
    before: dict[str, list[Observation]] = field(default_factory=dict)
    lines: list[FactLine] = field(default_factory=list)


def members_with_inputs(work: Work, world: World, numbers: Sequence[int]) -> list[Member]:
    """These members of the plan, who are given ascending."""
    if not numbers:
        return []
    plan, session = world.plan, work.session
    keys = {*world.takes, *_TIES}
    start, end = plan.period.start, plan.period.end
    said = attributes_of(session, plan.known, keys, numbers, start=start, end=end)
    terms = terms_of(session, plan, numbers)
    facts = _facts(work, world, numbers, terms)
    earlier = earlier_of(work, world, numbers, terms) if world.wanted.reads_prior else {}
    builder = _Builder(world)
    return [
        builder.member(number, terms[number], said.get(number, {}), facts.get(number), earlier.get(number))
        for number in numbers
    ]


def _facts(work: Work, world: World, numbers: Sequence[int], terms: Mapping[int, Sequence[Term]]) -> dict[int, _Facts]:
    """The observations of the days on which each is in the plan."""
    plan, needed = world.plan, world.wanted
    keys = needed.facts["personal"]
    history = {key: day.isoformat() for key, day in needed.history.items() if key in keys}
    members = frozenset(numbers)
    start = plan.period.start
    is_whole = plan.start == start and plan.end == plan.period.end
    found: dict[int, _Facts] = {}
    for number, key, seen in observations(
        work.session,
        plan.known.fact_seq,
        (numbers[0], numbers[-1]),
        keys | world.own_kpis,
        start_day=earliest(plan, needed),
        end_day=plan.period.end,
        some=numbers,
    ):
        if number not in members:
            continue
        facts = found.get(number)
        if facts is None:
            facts = found[number] = _Facts()
        counted = _of_terms(seen, terms[number])
        now = counted
        if not is_whole or (counted and counted[0].day < start):
            now = [each for each in counted if plan.start <= each.day < plan.end]
        if now and (key in keys or says_nothing_else(now)):
            facts.now[key] = now
            facts.lines += [fact_line(key, each) for each in now]
        if key in history:
            before = [each for each in counted if history[key] <= each.day < start and not says_nothing_else([each])]
            facts.before[key] = before
            facts.lines += [fact_line(key, each) for each in before]
    return found


def _of_terms(seen: list[Observation], terms: Sequence[Term]) -> list[Observation]:
    """The observations of days on which somebody is assigned: what happened before or after is another plan's."""
    if len(terms) == 1 and terms[0].end is None and terms[0].start <= seen[0].day:
        return seen
    return [
        each
        for each in seen
        if any(term.start <= each.day and (term.end is None or each.day < term.end) for term in terms)
    ]


@lru_cache(maxsize=1024)
def _personal(document: str) -> Json:
    """The parts of an assignment; many people's are alike. Nobody changes what comes out."""
    parts: Json = json.loads(document, parse_float=Decimal)
    return parts


@lru_cache(maxsize=1024)
def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(1)).isoformat()


class _Builder:
    """Puts the objects of one slice together."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.plan = world.plan
        self.needs_from = "period.tenure" in world.compiled.names_read
        needs_groups = "team" in world.compiled.shared_scopes or world.reads_people
        self.ties = [("manager", "manager")] if world.reads_people else []
        self.ties += [("team", "group")] if needs_groups else []
        self.money = [key for key in world.takes if key in PAY_KEYS]
        self.period = {"start": self.plan.period.start, "end": self.plan.period.end}
        self.history = [key for key in world.wanted.history if key in world.wanted.facts["personal"]]
        self.complete = [key for key in world.complete if key in world.wanted.facts["personal"]]
        self.is_split = self.plan.start > self.plan.period.start and any(
            window.window == "year_to_date" for window in world.compiled.windows.values()
        )

    def member(
        self,
        number: int,
        terms: Sequence[Term],
        said: Mapping[str, list[Said]],
        facts: _Facts | None,
        earlier: Earlier | None,
    ) -> Member:
        """One member's object, with the text that is stored."""
        plan, problems = self.plan, list[Problem]()
        now = [
            term
            for term in terms
            if (term.end is None or term.end > plan.start) and is_computed(plan.kind, term.document)
        ]
        start = max(now[0].start, plan.period.start)
        end = plan.period.end if now[-1].end is None else min(now[-1].end, plan.period.end)
        last_day = _day_before(end)
        participant: Json = {"id": str(number)}
        self._personal_parts(participant, now, said, (start, end), problems)
        participant |= self._assignment(terms, now)
        for key, tie in self.ties:
            if (value := value_on(said.get(key, ()), last_day)) is not None:
                participant[tie] = value
        currency = value_on(said.get("currency", ()), last_day)
        if currency is not None and currency != self.world.compiled.plan.currency:
            participant["currency"] = currency
            problems += self._foreign(participant, now)
        seen = facts or _Facts()
        away = not_applicable(seen.now, self.world.own_kpis)
        observed = {key: each for key, each in seen.now.items() if key not in away} if away else seen.now
        participant["facts"] = self.world.settling.settled(observed, [key for key in self.complete if key not in away])
        if away:
            participant["not_applicable"] = away
        self._prior(participant, seen, earlier)
        if self.is_split:
            message = (
                "the plan counts the year, and this version of it begins inside the period: its part of the year"
                " cannot be told apart; let versions begin with a period"
            )
            problems.append(Problem("run.version_splits_year", "", message))
        return self._finished(number, participant, problems, facts_hash(seen.lines))

    def _finished(self, number: int, participant: Json, problems: list[Problem], digest: str) -> Member:
        document: Json = {"participant": participant, "period": self.period}
        if problems:
            document["problems"] = [problem.to_json() for problem in problems]
        text = canonical(document)
        return Member(number, participant, tuple(problems), text, sha256(text), digest)

    def _personal_parts(
        self,
        participant: Json,
        now: Sequence[Term],
        said: Mapping[str, list[Said]],
        span: tuple[str, str],
        problems: list[Problem],
    ) -> None:
        """Inputs, levels and weights, and where they change inside the period the segments."""
        parts = [_personal(term.document) for term in now]
        own = parts[-1]
        if any(each["weights"] != own["weights"] for each in parts):
            message = "two assignments of one period have other weights each; give them the same ones"
            problems.append(Problem("run.weights_differ", "/weights", message))
        if own["weights"]:
            participant["weights"] = own["weights"]
        alike = all(each["inputs"] == own["inputs"] and each["levels"] == own["levels"] for each in parts)
        inputs, changing = self._attribute_inputs(own["inputs"] if alike else {}, said, span)
        if alike:
            inputs |= own["inputs"]
            if own["levels"]:
                participant["levels"] = own["levels"]
        if changing or not alike:
            terms = [] if alike else list(zip(now, parts, strict=True))
            participant["segments"] = segments_of(span, changing, terms)
        if inputs:
            participant["inputs"] = inputs

    def _attribute_inputs(
        self, own: Json, said: Mapping[str, list[Said]], span: tuple[str, str]
    ) -> tuple[Json, dict[str, Pieces]]:
        """The inputs that attributes give, beside the assignment's `own`: those of one value, and those that change."""
        inputs: Json = {}
        changing: dict[str, Pieces] = {}
        for key, take in self.world.takes.items():
            if key in own:
                continue
            pieces = list(stretches(said.get(key, ()), *span))
            if len(pieces) > 1 and (take == "average" or self.world.compiled.plan.segments == "separate"):
                changing[key] = pieces
            elif (value := pieces[0 if take == "start" else -1][2]) is not None:
                inputs[key] = value
        return inputs, changing

    def _assignment(self, terms: Sequence[Term], now: Sequence[Term]) -> Json:
        """From when to when, where that matters, and as absences the days between and those of other versions."""
        plan, found = self.plan, dict[str, Any]()
        if now[0].start >= plan.period.start or self.needs_from:
            found["from"] = _joined(terms, now[0]) if self.needs_from else now[0].start
        if now[-1].end is not None:
            found["to"] = now[-1].end
        away = [
            {"start": before.end, "end": after.start}
            for before, after in pairwise(now)
            if before.end is not None and before.end < after.start
        ]
        if plan.start > plan.period.start:
            away.append({"start": plan.period.start, "end": plan.start})
        if plan.end < plan.period.end:
            away.append({"start": plan.end, "end": plan.period.end})
        if away:
            found["absences"] = away
        return {"assignment": found} if found else {}

    def _foreign(self, participant: Json, now: Sequence[Term]) -> Iterable[Problem]:
        """Amounts of pay are said in the person's currency; the plan counts in its own."""
        own = _personal(now[-1].document)["inputs"]
        for key in self.money:
            if key in participant.get("inputs", {}) and key not in own:
                message = (
                    f"{key} is in the person's currency and the plan counts in another; give the assignment its own"
                )
                yield Problem("run.input_currency", f"/inputs/{key}", message)

    def _prior(self, participant: Json, facts: _Facts, earlier: Earlier | None) -> None:
        prior: Json = dict(earlier.prior) if earlier is not None else {}
        if self.history:
            listed = {key: self.world.settling.listed(key, facts.before.get(key, ())) for key in self.history}
            prior["facts"] = listed
        if prior:
            participant["prior"] = prior


def _joined(terms: Sequence[Term], now: Term) -> str:
    """The first day of the assignments that follow each other without a gap up to this one."""
    start = now.start
    for term in sorted(terms, reverse=True):
        if term.end == start:
            start = term.start
    return start

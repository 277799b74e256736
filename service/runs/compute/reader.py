"""What a slice reads of the store, in short transactions, so that nothing is held while it computes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from service.runs.compute.people import Member, members_with_inputs
from service.runs.compute.uncollected import uncollected
from service.runs.compute.world import World, world_of
from service.runs.repository.known_members import members_of
from service.runs.repository.known_results import StoredResult, stored_results
from service.runs.repository.running import RunningPlan, RunningSlice
from service.runs.repository.unchanged import LastRun, changed_since, last_run_of, results_of_last
from service.store.database import Database
from service.work import Actor, Work, reading

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The last run of the same plan, and who may have changed since."""

    last: LastRun
    changed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads in short transactions, one per slice."""

    database: Database
    actor: Actor

    def read(self, question: Callable[[Work], Answer]) -> Answer:
        """What a question to the store returns."""
        return reading(self.database, self.actor, question)

    def world(self, plan: RunningPlan, company: str) -> World:
        """Everything of a plan that is the same for all its people."""
        return reading(self.database, self.actor, lambda work: world_of(work, plan, company))

    def unchanged(self, world: World) -> Unchanged | None:
        """What spares reading people again whose results are stored; None where results of others are read too."""
        if not world.plan.is_kept or world.wanted.reads_prior:
            return None

        def find(work: Work) -> Unchanged | None:
            last = last_run_of(work.session, world.plan)
            changed = None if last is None else changed_since(work.session, last, world.plan.known)
            return None if last is None or changed is None else Unchanged(last, changed)

        return reading(self.database, self.actor, find)

    @uncollected()
    def members(self, world: World, slice_: RunningSlice) -> list[Member]:
        """Everybody of a slice."""

        def read(work: Work) -> list[Member]:
            numbers = list(members_of(work.session, world.plan, slice_.first_id, slice_.last_id))
            return members_with_inputs(work, world, numbers)

        return reading(self.database, self.actor, read)

    def members_apart(
        self, world: World, slice_: RunningSlice, unchanged: Unchanged
    ) -> tuple[list[Member], dict[int, StoredResult]]:
        """Those who have to be looked at, and the results of those about whom nothing was said since the last run."""

        def read(work: Work) -> tuple[list[Member], dict[int, StoredResult]]:
            people = (slice_.first_id, slice_.last_id)
            numbers = list(members_of(work.session, world.plan, *people))
            before = results_of_last(work.session, unchanged.last, world.shared_hash, people)
            same = {
                number: before[number] for number in numbers if number in before and number not in unchanged.changed
            }
            others = [number for number in numbers if number not in same]
            return members_with_inputs(work, world, others), same

        return reading(self.database, self.actor, read)

    def stored(self, world: World, wanted: Mapping[int, str]) -> dict[int, StoredResult]:
        """The results that are stored already of exactly these inputs, by hash; previews store none for good."""
        plan = world.plan
        if not plan.is_kept or not wanted:
            return {}

        def find(work: Work) -> dict[int, StoredResult]:
            return stored_results(work.session, plan.plan_hash, plan.semantics, wanted)

        return reading(self.database, self.actor, find)

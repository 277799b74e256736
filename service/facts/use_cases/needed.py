"""Which facts the plans in force in a period need of each person."""

from collections.abc import Iterator

from service.facts.repository.lacking import NEVER_TOLD, Needed, versions_between
from service.facts.repository.names import keys_numbered
from service.files.exact_json import loads
from service.periods.repository.periods import StoredPeriod
from service.plan_cache import PlanCache
from service.work import Work


def needed_in(work: Work, plans: PlanCache, period: StoredPeriod) -> Iterator[Needed]:
    """What the versions in force on a day of the period need of each person who is in the plan then."""
    versions = versions_between(work, period.start, period.end)
    personal = [_personal_keys(plans, version.document) for version in versions]
    wanted: set[str] = set().union(*personal)
    numbers = {key: number for number, key in keys_numbered(work.session, wanted).items()}
    for version, keys in zip(versions, personal, strict=True):
        for key in sorted(keys):
            yield Needed(version.plan_key, key, numbers.get(key, NEVER_TOLD), version.start, version.end)


def _personal_keys(plans: PlanCache, document: str) -> frozenset[str]:
    """The facts that are sent for each person; windows look at other facts."""
    compiled = plans.compiled(loads(document.encode()))
    return compiled.facts_in["personal"] - compiled.windows.keys()

"""One statement as somebody may see it."""

from dataclasses import dataclass
from datetime import date, timedelta

from rules import Problem
from service.access.scopes import Reach
from service.errors import NotFound
from service.participants.repository.people import PersonRow
from service.participants.use_cases.reading import visible_person
from service.participants.use_cases.sight import Sight
from service.periods.repository.periods import StoredPeriod
from service.periods.use_cases.reading import the_period
from service.plan_cache import PlanCache
from service.statements.content import StatementContent, statement_content
from service.statements.repository.issues import newest_issues
from service.statements.use_cases.gathering import gathered, groups_up_to, subject_of
from service.work import Work


@dataclass(frozen=True, slots=True)
class AskedStatement:
    """Whose statement of which period; without a revision, the newest that the caller may see, and without a pay group
    that of the one which pays them. `company` is the id of the participant that stands for the company."""

    calendar: str
    period: str
    participant: str
    company: str
    revision: int | None = None
    pay_group: str | None = None


def get_statement(work: Work, sight: Sight, asked: AskedStatement, plans: PlanCache) -> tuple[StatementContent, int]:
    """The content of one statement and the number of whom it is about.

    Who sees only his own pay is shown what was published. Raises NotFound.
    """
    period = the_period(work, asked.calendar, asked.period)
    person = _payee(work, sight, asked.participant, period)
    subject = subject_of(work, person, period, _revisions(work, sight, person, period, asked))
    if subject is None:
        raise not_found()
    group, revision = subject.newest.pay_group, subject.newest.revision
    issued = newest_issues(work, period.id, person.number, before=revision).get(group)
    before = None if issued is None else subject_of(work, person, period, {group: issued})
    previous = None if before is None else statement_content(gathered(work, before, plans, asked.company))
    return statement_content(gathered(work, subject, plans, asked.company, previous)), person.number


def _revisions(
    work: Work, sight: Sight, person: PersonRow, period: StoredPeriod, asked: AskedStatement
) -> dict[str, int | None]:
    """By pay group the revision up to which the caller may see it: of one's own pay only what was published."""
    found = groups_up_to(work, period, asked.revision)
    if _sees_published_only(sight, person):
        found = {**newest_issues(work, period.id, person.number, revision=asked.revision)}
    return {group: found[group] for group in found if asked.pay_group in (None, group)}


def not_found() -> NotFound:
    """The answer where nothing was booked or published, or it is none of the caller's business."""
    message = "There is no such statement for this key: nothing was booked, or nothing was published."
    return NotFound(Problem("statement.not_found", "path external_id", message))


def _payee(work: Work, sight: Sight, external_id: str, period: StoredPeriod) -> PersonRow:
    """The participant, if the caller reaches their pay on the last day of the period; raises NotFound."""
    last_day = date.fromisoformat(period.end) - timedelta(days=1)
    return visible_person(work, Sight(sight.pay, sight.pay, sight.me), external_id, last_day)


def _sees_published_only(sight: Sight, person: PersonRow) -> bool:
    return sight.pay is not Reach.EVERYBODY and person.number == sight.me

"""What a new row may not say because of rows that are there: conditions that no plain constraint can hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from service.store.assignment_rules import NEXT_OF_THE_SAME, ONE_AT_A_TIME
from service.store.locks import Lock
from service.store.plan_rules import CUT_IS_SHORTER, ONE_PER_DAY, PUBLISHED_AS_APPROVED
from service.store.triggers import Trigger


@dataclass(frozen=True, slots=True)
class InsertRule:
    """A row of `table` is refused when `refused_if` holds: SQL that both databases know, about `NEW`.

    Two transactions do not see each other's rows. Where nothing else makes one of them wait, `alone` names the whole
    number of the row for which it does: on SQLite there is one writer anyway.
    """

    name: str
    table: str
    refused_if: str
    message: str
    alone: str | None = None


def _undecided(table: str) -> InsertRule:
    return InsertRule(
        f"{table}_undecided",
        table,
        "EXISTS (SELECT 1 FROM approval WHERE approval.request_id = NEW.request_id)",
        "its request is decided already",
    )


INSERT_RULES: Final[tuple[InsertRule, ...]] = (
    InsertRule(
        "assignment_one_at_a_time",
        "assignment",
        ONE_AT_A_TIME,
        "the participant is in this plan on some of these days already",
        alone="NEW.participant_id",
    ),
    InsertRule(
        "assignment_next_of_the_same",
        "assignment",
        NEXT_OF_THE_SAME,
        "a revision follows the one before, of the same participant and plan",
    ),
    # Otherwise something new could be hung on a yes that was given to something else.
    _undecided("plan_version"),
    _undecided("role_request"),
    _undecided("period_unlock"),
    InsertRule(
        "plan_version_event_days",
        "plan_version_event",
        PUBLISHED_AS_APPROVED,
        "the days are not those that were approved",
    ),
    InsertRule(
        "plan_version_event_cut",
        "plan_version_event",
        CUT_IS_SHORTER,
        "a published version only ends earlier",
    ),
    InsertRule(
        "plan_version_event_one_per_day",
        "plan_version_event",
        ONE_PER_DAY,
        "another version of this plan is in force on some of these days",
    ),
    InsertRule(
        "period_without_gap",
        "period",
        "EXISTS (SELECT 1 FROM period AS other WHERE other.calendar_key = NEW.calendar_key) AND NOT EXISTS"
        " (SELECT 1 FROM period AS other WHERE other.calendar_key = NEW.calendar_key"
        " AND (other.end_day = NEW.start_day OR other.start_day = NEW.end_day))",
        "a period begins where another one of its calendar ends",
    ),
    InsertRule(
        "period_overlaps",
        "period",
        "EXISTS (SELECT 1 FROM period AS other WHERE other.calendar_key = NEW.calendar_key"
        " AND other.start_day < NEW.end_day AND other.end_day > NEW.start_day)",
        "no day lies in two periods of a calendar",
    ),
    InsertRule(
        "role_change_after_bootstrap",
        "role_change",
        "NEW.basis = 'bootstrap' AND EXISTS (SELECT 1 FROM bootstrap_end)",
        "roles need an approval since a second approver has signed in",
    ),
)


def sqlite_triggers() -> Iterator[Trigger]:
    """The rules on SQLite."""
    for rule in INSERT_RULES:
        yield Trigger(
            rule.name,
            rule.table,
            (
                f"DROP TRIGGER IF EXISTS {rule.name}",
                f"CREATE TRIGGER {rule.name} BEFORE INSERT ON {rule.table} WHEN {rule.refused_if} "
                f"BEGIN SELECT RAISE(ABORT, '{rule.table}: {rule.message}'); END",
            ),
        )


def postgresql_triggers() -> Iterator[Trigger]:
    """The rules on PostgreSQL, where only a function may look at other rows."""
    for rule in INSERT_RULES:
        yield Trigger(
            rule.name,
            rule.table,
            (
                f"CREATE OR REPLACE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {_waiting(rule)}IF {rule.refused_if} THEN "
                f"RAISE EXCEPTION USING MESSAGE = '{rule.table}: {rule.message}'; END IF; RETURN NEW; END $$",
                f"CREATE OR REPLACE TRIGGER {rule.name} BEFORE INSERT ON {rule.table} "
                f"FOR EACH ROW EXECUTE FUNCTION {rule.name}()",
            ),
        )


def _waiting(rule: InsertRule) -> str:
    if rule.alone is None:
        return ""
    return f"PERFORM pg_advisory_xact_lock({int(Lock.INSERT_RULE)}, hashint8({rule.alone})); "

"""What a new row may not say because of rows that are there: conditions that no plain constraint can hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from service.store import close_rules
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


_CLOSE: Final[tuple[InsertRule, ...]] = (
    _undecided("booking_request"),
    _undecided("deferral"),
    _undecided("adjustment_request"),
    _undecided("adjustment"),
    _undecided("opening_request"),
    _undecided("opening_value"),
    InsertRule("booking_run", "booking", close_rules.RUN_OF_THE_KIND, "its run is not of this kind"),
    InsertRule("booking_revision", "booking", close_rules.NEXT_REVISION, "revisions have no gap"),
    InsertRule("booking_newest", "booking", close_rules.NOT_THE_NEWEST_RUN, "a newer run has finished"),
    InsertRule("booking_state", "booking", close_rules.BOOKED_OUT_OF_TURN, "the state of its period takes no booking"),
    InsertRule("period_event_booking", "period_event", close_rules.BOOKING_OVERTAKEN, "there is a later booking"),
    InsertRule(
        "period_event_opened",
        "period_event",
        close_rules.OPENED_AFTER_PAYMENT,
        "it was paid from this period",
        alone="NEW.period_id",
    ),
    InsertRule(
        "payment_state",
        "payment",
        close_rules.PAID_OUT_OF_TURN,
        "its period is neither locked nor paid",
        alone="NEW.period_id",
    ),
    InsertRule("payment_booking", "payment", close_rules.PAID_FOR_ANOTHER, "its booking is of another period"),
    InsertRule(
        "carried_line_booking", "carried_line", close_rules.CARRIED_BY_NO_CORRECTION, "its booking corrects nothing"
    ),
    InsertRule(
        "carried_line_period",
        "carried_line",
        close_rules.CARRIED_TOO_LATE,
        "the period that pays it is locked or paid",
        alone="NEW.paid_period_id",
    ),
    InsertRule(
        "adjustment_effect_period",
        "adjustment_effect",
        close_rules.ADJUSTED_TOO_LATE,
        "the period that pays it is locked or paid",
        alone=close_rules.ADJUSTED_PERIOD,
    ),
    InsertRule(
        "adjustment_effect_rows",
        "adjustment_effect",
        close_rules.other_number("adjustment", "adjustment_request"),
        "its rows are not those that were asked for",
    ),
    InsertRule(
        "opening_effect_rows",
        "opening_effect",
        close_rules.other_number("opening_value", "opening_request"),
        "its rows are not those that were asked for",
    ),
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
    *_CLOSE,
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

"""What a new step of a plan version may not do, because of the days that were approved and those of other versions."""

from typing import Final

_OPEN: Final = "'9999-12-32'"
"""Stands for no end; later than every day."""

PUBLISHED_AS_APPROVED: Final = (
    "NEW.to_state = 'published' AND NEW.from_state = 'approved' AND NOT EXISTS ("
    "SELECT 1 FROM plan_version WHERE plan_version.id = NEW.version_id "
    "AND plan_version.effective_from = NEW.effective_from "
    f"AND COALESCE(plan_version.effective_until, {_OPEN}) = COALESCE(NEW.effective_until, {_OPEN}))"
)
"""The days of the first publication are those that the approver saw."""

CUT_IS_SHORTER: Final = (
    "((NEW.to_state = 'published' AND NEW.from_state = 'published') OR NEW.to_state = 'retired') AND NOT EXISTS ("
    "SELECT 1 FROM plan_version_event AS earlier WHERE earlier.version_id = NEW.version_id "
    "AND earlier.number = NEW.previous_number AND earlier.effective_from = NEW.effective_from "
    "AND NEW.effective_until IS NOT NULL AND NEW.effective_until >= NEW.effective_from "
    "AND (NEW.to_state = 'retired' OR NEW.effective_until > NEW.effective_from) "
    f"AND NEW.effective_until < COALESCE(earlier.effective_until, {_OPEN}))"
)
"""Later ones, and retiring, only take days away from its end; retiring may take them all."""

ONE_PER_DAY: Final = (
    "NEW.to_state = 'published' AND EXISTS ("
    "SELECT 1 FROM plan_version_event AS other "
    "JOIN plan_version AS theirs ON theirs.id = other.version_id "
    "JOIN plan_version AS ours ON ours.id = NEW.version_id AND ours.plan_key = theirs.plan_key "
    "WHERE other.version_id <> NEW.version_id AND other.to_state IN ('published', 'retired') "
    f"AND other.effective_from < COALESCE(other.effective_until, {_OPEN}) "
    f"AND other.effective_from < COALESCE(NEW.effective_until, {_OPEN}) "
    f"AND NEW.effective_from < COALESCE(other.effective_until, {_OPEN}) "
    "AND NOT EXISTS (SELECT 1 FROM plan_version_event AS later "
    "WHERE later.version_id = other.version_id AND later.number > other.number))"
)
"""At most one version of a plan is in force on a day."""

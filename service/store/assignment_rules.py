"""What a new revision of an assignment may not say: SQL that both databases know, about `NEW`."""

from typing import Final

ONE_AT_A_TIME: Final = """
    NEW.state = 'active' AND EXISTS (
        SELECT 1 FROM assignment AS other
        WHERE other.participant_id = NEW.participant_id
          AND other.plan_key = NEW.plan_key
          AND other.number <> NEW.number
          AND other.state = 'active'
          AND NOT EXISTS (
            SELECT 1 FROM assignment AS later
            WHERE later.number = other.number AND later.revision > other.revision
          )
          AND (NEW.effective_until IS NULL OR other.effective_from < NEW.effective_until)
          AND (other.effective_until IS NULL OR NEW.effective_from < other.effective_until)
    )
"""
"""Another assignment of this participant to this plan counts on some of these days."""

NEXT_OF_THE_SAME: Final = """
    NEW.revision <> 1 AND NOT EXISTS (
        SELECT 1 FROM assignment AS before
        WHERE before.number = NEW.number
          AND before.revision = NEW.revision - 1
          AND before.participant_id = NEW.participant_id
          AND before.plan_key = NEW.plan_key
          AND before.state = 'active'
    )
"""
"""It follows no revision of the same participant and plan that was not withdrawn."""

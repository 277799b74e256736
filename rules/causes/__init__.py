"""Why pay changed: from one stored input to another in a fixed order of causes, which always add up."""

from rules.causes.change import CAUSES, PayChange, PayStep, together
from rules.causes.mixture import Cause, Situation, Standing
from rules.causes.walk import causes_of

__all__ = ["CAUSES", "Cause", "PayChange", "PayStep", "Situation", "Standing", "causes_of", "together"]

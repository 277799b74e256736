"""People together: what crosses from one person to others, and how a pot is shared among them."""

from rules.population.documents import Whole, merge_wholes, read_whole, whole_document
from rules.population.frozen import (
    FrozenPots,
    FrozenReports,
    FrozenSums,
    FrozenValues,
    Place,
    frozen_pots,
    frozen_reports,
    frozen_sums,
    frozen_values,
)
from rules.population.gathered import PLACES, Group, Reports, Sums, Values
from rules.population.pots import Pot, Pots
from rules.population.roll_up import RollUp, roll_up
from rules.population.share_out import Member, MinimaExceedPot, Remainder, share_out

__all__ = [
    "PLACES",
    "FrozenPots",
    "FrozenReports",
    "FrozenSums",
    "FrozenValues",
    "Group",
    "Member",
    "MinimaExceedPot",
    "Place",
    "Pot",
    "Pots",
    "Remainder",
    "Reports",
    "RollUp",
    "Sums",
    "Values",
    "Whole",
    "frozen_pots",
    "frozen_reports",
    "frozen_sums",
    "frozen_values",
    "merge_wholes",
    "read_whole",
    "roll_up",
    "share_out",
    "whole_document",
]

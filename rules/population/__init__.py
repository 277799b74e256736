"""People together: what crosses from one person to others, and how a pot is shared among them."""

from rules.population.gathered import PLACES, Group, Reports, Sums, Values
from rules.population.pots import Pot, Pots
from rules.population.roll_up import RollUp, roll_up
from rules.population.share_out import Member, MinimaExceedPot, Remainder, share_out

__all__ = [
    "PLACES",
    "Group",
    "Member",
    "MinimaExceedPot",
    "Pot",
    "Pots",
    "Remainder",
    "Reports",
    "RollUp",
    "Sums",
    "Values",
    "roll_up",
    "share_out",
]

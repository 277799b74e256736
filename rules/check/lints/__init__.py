"""Lints: what a plan may say and probably does not mean. One file each; the order here is that of the warnings."""

from rules.check.lints.absent_levels import absent_levels
from rules.check.lints.cliff import cliff
from rules.check.lints.equal_weights import equal_weights
from rules.check.lints.example_trouble import example_trouble
from rules.check.lints.hidden_power import hidden_power
from rules.check.lints.kpi_count import kpi_count
from rules.check.lints.near_levels import near_levels
from rules.check.lints.no_target import no_target
from rules.check.lints.paid_per_segment import paid_per_segment
from rules.check.lints.pool_shares import pool_shares
from rules.check.lints.qualitative_weight import qualitative_weight
from rules.check.lints.shared_weight import shared_weight
from rules.check.lints.small_weight import small_weight
from rules.check.lints.unlimited_pay import unlimited_pay
from rules.check.lints.unprorated_limit import unprorated_limit
from rules.check.lints.unreachable_band import unreachable_band
from rules.check.lints.unread_input import unread_input
from rules.check.lints.unread_rating import unread_rating
from rules.check.lints.unrecovered import unrecovered
from rules.check.lints.untested_gate import untested_gate
from rules.check.subject import Lint

LINTS: tuple[Lint, ...] = (
    equal_weights,
    small_weight,
    kpi_count,
    qualitative_weight,
    shared_weight,
    absent_levels,
    near_levels,
    hidden_power,
    no_target,
    unreachable_band,
    unread_rating,
    unread_input,
    unrecovered,
    pool_shares,
    unlimited_pay,
    unprorated_limit,
    paid_per_segment,
    cliff,
    untested_gate,
    example_trouble,
)
"""Every lint."""

__all__ = ["LINTS"]

"""The codes that the check of a whole plan adds to those of its parts and formulas, with what they mean."""

FIT_CODES: dict[str, str] = {
    "plan.curve_direction": "a ratio curve rewards one direction and the levels say the other",
    "plan.curve_fact": "a curve over words measures a number, or a curve over numbers a word",
    "plan.gate_scope": "a gate acts on a KPI that has no index",
    "plan.level_missing": "a curve capped at target in a KPI that has none and cannot get one",
    "plan.level_zero": "a curve that divides by normal has a normal of 0",
    "plan.levels_target": "a ratio curve has its target on the wrong side of normal",
    "plan.prorate_without_basis": "a prorated component in a plan that does not say how time in force counts",
    "plan.prorated_ratio": "prorated levels of a KPI whose measure is not `volume`",
    "plan.scale_words": "a declared word of the fact has no index in the scale",
}
"""Problems of parts that are well formed and do not fit together."""

LINT_CODES: dict[str, str] = {
    "lint.absent_levels": "a curve needs a level that neither the plan nor its `personal` mentions",
    "lint.cliff": "the sample's total jumps at the edge of a band",
    "lint.cliff_not_sized": "not all edges of bands were searched for jumps: nobody to size them for, or too many",
    "lint.equal_weights": "all weights are equal",
    "lint.example_failed": "an example does not come out as it says",
    "lint.hidden_power": "a KPI can contribute more than 1.25 times what its weight says",
    "lint.kpi_count": "fewer than 3 or more than 5 KPIs are paid",
    "lint.near_levels": "base and normal are less than one unit or less than 5 % of normal apart",
    "lint.no_examples": "the plan has no example",
    "lint.no_target": "the cap is at target by default, and there is no target",
    "lint.paid_per_segment": "segments are computed one by one, and a component is paid in full in each",
    "lint.personal_pot": "the formula of a pot reads an input that everybody has for themselves",
    "lint.pool_share": "a line reads the share of a pool inside a larger formula",
    "lint.qualitative_weight": "judged KPIs weigh more than 0.20",
    "lint.shared_weight": "KPIs of the team or the company weigh more than 0.30",
    "lint.small_weight": "a weight below 0.05",
    "lint.unbounded": "a component grows with an actual for ever, and neither it nor the total has a cap",
    "lint.unprorated_limit": "a prorated component is limited by a cap or floor that is not prorated",
    "lint.unreachable_band": "no coefficient that the plan allows falls into a band",
    "lint.unread_input": "no formula reads an input",
    "lint.unread_payout": "no formula reads the payouts of bands",
    "lint.unread_pool": "no formula reads a pool",
    "lint.unread_rating": "no formula reads a grade",
    "lint.unrecovered": "people owe a balance of which nothing is ever taken",
    "lint.untested_gate": "no example passes a gate, or none closes it",
}
"""Warnings about the plan."""

SAMPLE_CODES: dict[str, str] = {
    "sample.blocked": "the sample lacks something or has something the plan does not take",
    "sample.refused": "the plan needs a period that neither the sample nor an example gives",
    "sample.shape": "the sample is not an object",
}
"""Warnings about the caller's sample; a period of the wrong form has the codes of periods."""

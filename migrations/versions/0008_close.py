"""The end of a period: bookings, holds, corrections, adjustments, disputes."""

import sqlalchemy as sa
from alembic import op

from service.store.columns import SERIAL, Code, Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "adjustment_request",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("request_kind", Code(), nullable=False),
        sa.Column("period_id", SERIAL, nullable=False),
        sa.Column("pay_group", Code(), nullable=False),
        sa.Column("expires_on", Code(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.CheckConstraint("request_kind = 'adjustment'", name=op.f("ck_adjustment_request_request_kind")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_adjustment_request_period_id")),
        sa.ForeignKeyConstraint(
            ["request_id", "request_kind"],
            ["approval_request.id", "approval_request.kind"],
            name=op.f("fk_adjustment_request_request_id_request_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment_request")),
        sa.UniqueConstraint("request_id", name=op.f("uq_adjustment_request_request_id")),
    )
    op.create_table(
        "hold",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("period_id", SERIAL, nullable=False),
        sa.Column("pay_group", Code(), nullable=False),
        sa.Column("plan_key", Code(), nullable=True),
        sa.Column("component", Code(), nullable=True),
        sa.Column("row_ref", Code(), nullable=True),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_hold_by_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_hold_participant_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_hold_period_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(op.f("ix_hold_participant_id"), "hold", ["participant_id"], unique=False)
    op.create_index(op.f("ix_hold_period_id_pay_group"), "hold", ["period_id", "pay_group"], unique=False)
    op.create_table(
        "opening_request",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("request_kind", Code(), nullable=False),
        sa.Column("before_period_id", SERIAL, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.CheckConstraint("request_kind = 'opening'", name=op.f("ck_opening_request_request_kind")),
        sa.ForeignKeyConstraint(["before_period_id"], ["period.id"], name=op.f("fk_opening_request_before_period_id")),
        sa.ForeignKeyConstraint(
            ["request_id", "request_kind"],
            ["approval_request.id", "approval_request.kind"],
            name=op.f("fk_opening_request_request_id_request_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_request")),
        sa.UniqueConstraint("request_id", name=op.f("uq_opening_request_request_id")),
    )
    op.create_table(
        "adjustment",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("plan_key", Code(), nullable=True),
        sa.Column("component", Code(), nullable=True),
        sa.Column("earning_code", Code(), nullable=True),
        sa.Column("amount_minor", SERIAL, nullable=False),
        sa.Column("currency", Code(), nullable=False),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_adjustment_amount")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_adjustment_participant_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["adjustment_request.request_id"], name=op.f("fk_adjustment_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment")),
        sa.UniqueConstraint("id", "participant_id", name=op.f("uq_adjustment_id_participant_id")),
    )
    op.create_index(
        op.f("ix_adjustment_participant_id_request_id"), "adjustment", ["participant_id", "request_id"], unique=False
    )
    op.create_index(op.f("ix_adjustment_request_id"), "adjustment", ["request_id"], unique=False)
    op.create_table(
        "adjustment_effect",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("approval_id", SERIAL, nullable=False),
        sa.Column("verdict", Code(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("verdict = 'approved'", name=op.f("ck_adjustment_effect_verdict")),
        sa.ForeignKeyConstraint(
            ["approval_id", "request_id", "verdict"],
            ["approval.id", "approval.request_id", "approval.verdict"],
            name=op.f("fk_adjustment_effect_approval_id_request_id_verdict"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["adjustment_request.request_id"], name=op.f("fk_adjustment_effect_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment_effect")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_adjustment_effect_approval_id")),
        sa.UniqueConstraint("request_id", name=op.f("uq_adjustment_effect_request_id")),
    )
    op.create_table(
        "hold_end",
        sa.Column("hold_id", SERIAL, nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_hold_end_by_id")),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], name=op.f("fk_hold_end_hold_id")),
        sa.PrimaryKeyConstraint("hold_id", name=op.f("pk_hold_end")),
    )
    op.create_table(
        "opening_effect",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("approval_id", SERIAL, nullable=False),
        sa.Column("verdict", Code(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("verdict = 'approved'", name=op.f("ck_opening_effect_verdict")),
        sa.ForeignKeyConstraint(
            ["approval_id", "request_id", "verdict"],
            ["approval.id", "approval.request_id", "approval.verdict"],
            name=op.f("fk_opening_effect_approval_id_request_id_verdict"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["opening_request.request_id"], name=op.f("fk_opening_effect_request_id")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_opening_effect")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_opening_effect_approval_id")),
        sa.UniqueConstraint("request_id", name=op.f("uq_opening_effect_request_id")),
    )
    op.create_table(
        "opening_value",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("plan_key", Code(), nullable=False),
        sa.Column("kind", Code(), nullable=False),
        sa.Column("key", Code(), nullable=False),
        sa.Column("mantissa", SERIAL, nullable=False),
        sa.Column("scale", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('balance', 'paid')", name=op.f("ck_opening_value_kind")),
        sa.CheckConstraint("scale >= 0 AND scale <= 12", name=op.f("ck_opening_value_scale")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_opening_value_participant_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["opening_request.request_id"], name=op.f("fk_opening_value_request_id")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_opening_value")),
        sa.UniqueConstraint(
            "request_id",
            "participant_id",
            "plan_key",
            "kind",
            "key",
            name=op.f("uq_opening_value_request_id_participant_id_plan_key_kind_key"),
        ),
    )
    op.create_index(
        op.f("ix_opening_value_participant_id_plan_key"), "opening_value", ["participant_id", "plan_key"], unique=False
    )
    op.create_table(
        "booking_request",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("request_kind", Code(), nullable=False),
        sa.Column("run_id", SERIAL, nullable=False),
        sa.Column("run_state", Code(), nullable=False),
        sa.Column("run_hash", Code(), nullable=False),
        sa.Column("period_id", SERIAL, nullable=False),
        sa.Column("pay_group", Code(), nullable=False),
        sa.Column("document", Code(), nullable=False),
        sa.CheckConstraint("request_kind = 'run'", name=op.f("ck_booking_request_request_kind")),
        sa.CheckConstraint("run_state = 'finished'", name=op.f("ck_booking_request_run_finished")),
        sa.ForeignKeyConstraint(
            ["request_id", "request_kind"],
            ["approval_request.id", "approval_request.kind"],
            name=op.f("fk_booking_request_request_id_request_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id", "period_id", "pay_group"],
            ["run.id", "run.period_id", "run.pay_group"],
            name=op.f("fk_booking_request_run_id_period_id_pay_group"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id", "run_state", "run_hash"],
            ["run_event.run_id", "run_event.to_state", "run_event.content_hash"],
            name=op.f("fk_booking_request_run_id_run_state_run_hash"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_request")),
        sa.UniqueConstraint(
            "request_id",
            "run_id",
            "period_id",
            "pay_group",
            name=op.f("uq_booking_request_request_id_run_id_period_id_pay_group"),
        ),
        sa.UniqueConstraint("request_id", name=op.f("uq_booking_request_request_id")),
    )
    op.create_table(
        "booking",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("period_id", SERIAL, nullable=False),
        sa.Column("pay_group", Code(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", Code(), nullable=False),
        sa.Column("run_id", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("approval_id", SERIAL, nullable=False),
        sa.Column("verdict", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('final', 'correction')", name=op.f("ck_booking_kind")),
        sa.CheckConstraint("verdict = 'approved'", name=op.f("ck_booking_verdict")),
        sa.ForeignKeyConstraint(
            ["approval_id", "request_id", "verdict"],
            ["approval.id", "approval.request_id", "approval.verdict"],
            name=op.f("fk_booking_approval_id_request_id_verdict"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_booking_by_id")),
        sa.ForeignKeyConstraint(
            ["request_id", "run_id", "period_id", "pay_group"],
            [
                "booking_request.request_id",
                "booking_request.run_id",
                "booking_request.period_id",
                "booking_request.pay_group",
            ],
            name=op.f("fk_booking_request_id_run_id_period_id_pay_group"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_booking_approval_id")),
        sa.UniqueConstraint(
            "id", "period_id", "pay_group", "kind", name=op.f("uq_booking_id_period_id_pay_group_kind")
        ),
        sa.UniqueConstraint("period_id", "pay_group", "revision", name=op.f("uq_booking_period_id_pay_group_revision")),
        sa.UniqueConstraint("request_id", name=op.f("uq_booking_request_id")),
    )
    op.create_table(
        "deferral",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("plan_key", Code(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_deferral_participant_id")),
        sa.ForeignKeyConstraint(["request_id"], ["booking_request.request_id"], name=op.f("fk_deferral_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deferral")),
        sa.UniqueConstraint(
            "request_id", "participant_id", "plan_key", name=op.f("uq_deferral_request_id_participant_id_plan_key")
        ),
    )
    op.create_index(op.f("ix_deferral_participant_id"), "deferral", ["participant_id"], unique=False)
    op.create_table(
        "carried_line",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("booking_id", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("plan_key", Code(), nullable=False),
        sa.Column("component", Code(), nullable=False),
        sa.Column("earning_code", Code(), nullable=True),
        sa.Column("earned_period_id", SERIAL, nullable=False),
        sa.Column("paid_period_id", SERIAL, nullable=False),
        sa.Column("pay_group", Code(), nullable=False),
        sa.Column("kind", Code(), nullable=False),
        sa.Column("amount_minor", SERIAL, nullable=False),
        sa.Column("currency", Code(), nullable=False),
        sa.Column("block_id", SERIAL, nullable=False),
        sa.CheckConstraint("kind IN ('reversal', 'new')", name=op.f("ck_carried_line_kind")),
        sa.ForeignKeyConstraint(["block_id"], ["audit_block.id"], name=op.f("fk_carried_line_block_id")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_carried_line_booking_id")),
        sa.ForeignKeyConstraint(["earned_period_id"], ["period.id"], name=op.f("fk_carried_line_earned_period_id")),
        sa.ForeignKeyConstraint(["paid_period_id"], ["period.id"], name=op.f("fk_carried_line_paid_period_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_carried_line_participant_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_carried_line")),
        sa.UniqueConstraint(
            "booking_id",
            "participant_id",
            "plan_key",
            "component",
            "earned_period_id",
            "kind",
            name=op.f("uq_carried_line_booking_id_participant_id_plan_key_component_earned_period_id_kind"),
        ),
    )
    op.create_index(
        op.f("ix_carried_line_paid_period_id_pay_group"), "carried_line", ["paid_period_id", "pay_group"], unique=False
    )
    op.create_index(
        op.f("ix_carried_line_participant_id_earned_period_id"),
        "carried_line",
        ["participant_id", "earned_period_id"],
        unique=False,
    )
    op.create_table(
        "dispute",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("run_id", SERIAL, nullable=False),
        sa.Column("plan_number", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("result_id", SERIAL, nullable=False),
        sa.Column("kind", Code(), nullable=False),
        sa.Column("node", Code(), nullable=False),
        sa.Column("claimed", Code(), nullable=True),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('data', 'rule', 'credit')", name=op.f("ck_dispute_kind")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_dispute_by_id")),
        sa.ForeignKeyConstraint(
            ["run_id", "plan_number", "participant_id", "result_id"],
            ["run_result.run_id", "run_result.plan_number", "run_result.participant_id", "run_result.result_id"],
            name=op.f("fk_dispute_run_id_plan_number_participant_id_result_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
    )
    op.create_index(op.f("ix_dispute_participant_id"), "dispute", ["participant_id"], unique=False)
    op.create_table(
        "dispute_event",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("dispute_id", SERIAL, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous_number", sa.Integer(), nullable=True),
        sa.Column("from_state", Code(), nullable=True),
        sa.Column("to_state", Code(), nullable=False),
        sa.Column("adjustment_id", SERIAL, nullable=True),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint(
            "(COALESCE(from_state, '') || '>' || to_state) IN ('>open', 'open>answered', 'answered>open', 'open>adjusted', 'answered>adjusted', 'open>refused', 'answered>refused', 'open>withdrawn', 'answered>withdrawn')",
            name=op.f("ck_dispute_event_step"),
        ),
        sa.CheckConstraint(
            "(to_state = 'adjusted') = (adjustment_id IS NOT NULL)", name=op.f("ck_dispute_event_adjusted")
        ),
        sa.CheckConstraint(
            "(number = 1 AND previous_number IS NULL AND from_state IS NULL) OR (number > 1 AND previous_number IS NOT NULL AND previous_number = number - 1 AND from_state IS NOT NULL)",
            name=op.f("ck_dispute_event_line"),
        ),
        sa.ForeignKeyConstraint(["adjustment_id"], ["adjustment.id"], name=op.f("fk_dispute_event_adjustment_id")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_dispute_event_by_id")),
        sa.ForeignKeyConstraint(
            ["dispute_id", "previous_number", "from_state"],
            ["dispute_event.dispute_id", "dispute_event.number", "dispute_event.to_state"],
            name="fk_dispute_event_step",
        ),
        sa.ForeignKeyConstraint(["dispute_id"], ["dispute.id"], name=op.f("fk_dispute_event_dispute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_event")),
        sa.UniqueConstraint(
            "dispute_id", "number", "to_state", name=op.f("uq_dispute_event_dispute_id_number_to_state")
        ),
        sa.UniqueConstraint("dispute_id", "number", name=op.f("uq_dispute_event_dispute_id_number")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("dispute_event")
    op.drop_index(op.f("ix_dispute_participant_id"), table_name="dispute")
    op.drop_table("dispute")
    op.drop_index(op.f("ix_carried_line_participant_id_earned_period_id"), table_name="carried_line")
    op.drop_index(op.f("ix_carried_line_paid_period_id_pay_group"), table_name="carried_line")
    op.drop_table("carried_line")
    op.drop_index(op.f("ix_deferral_participant_id"), table_name="deferral")
    op.drop_table("deferral")
    op.drop_table("booking")
    op.drop_table("booking_request")
    op.drop_index(op.f("ix_opening_value_participant_id_plan_key"), table_name="opening_value")
    op.drop_table("opening_value")
    op.drop_table("opening_effect")
    op.drop_table("hold_end")
    op.drop_table("adjustment_effect")
    op.drop_index(op.f("ix_adjustment_request_id"), table_name="adjustment")
    op.drop_index(op.f("ix_adjustment_participant_id_request_id"), table_name="adjustment")
    op.drop_table("adjustment")
    op.drop_table("opening_request")
    op.drop_index(op.f("ix_hold_period_id_pay_group"), table_name="hold")
    op.drop_index(op.f("ix_hold_participant_id"), table_name="hold")
    op.drop_table("hold")
    op.drop_table("adjustment_request")

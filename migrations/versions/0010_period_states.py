"""How far each period is."""

import sqlalchemy as sa
from alembic import op

from service.store.columns import SERIAL, Code, Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "period_event",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("period_id", SERIAL, nullable=False),
        sa.Column("pay_group", Code(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous_number", sa.Integer(), nullable=True),
        sa.Column("from_state", Code(), nullable=True),
        sa.Column("to_state", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("request_id", SERIAL, nullable=True),
        sa.Column("approval_id", SERIAL, nullable=True),
        sa.Column("verdict", Code(), nullable=True),
        sa.Column("booking_id", SERIAL, nullable=True),
        sa.Column("booking_kind", Code(), nullable=True),
        sa.Column("payment_id", SERIAL, nullable=True),
        sa.Column("payment_kind", Code(), nullable=True),
        sa.CheckConstraint(
            "(COALESCE(from_state, '') = 'locked' AND to_state = 'open') = (approval_id IS NOT NULL AND request_id IS NOT NULL AND verdict IS NOT NULL)",
            name=op.f("ck_period_event_unlocked"),
        ),
        sa.CheckConstraint(
            "(COALESCE(from_state, '') || '>' || to_state) IN ('>open', 'open>calculated', 'calculated>calculated', 'calculated>open', 'calculated>approved', 'approved>open', 'approved>locked', 'locked>open', 'locked>paid')",
            name=op.f("ck_period_event_step"),
        ),
        sa.CheckConstraint(
            "(to_state = 'approved') = (booking_id IS NOT NULL) AND (booking_id IS NULL) = (booking_kind IS NULL)",
            name=op.f("ck_period_event_booked"),
        ),
        sa.CheckConstraint(
            "(to_state = 'paid') = (payment_id IS NOT NULL) AND (payment_id IS NULL) = (payment_kind IS NULL)",
            name=op.f("ck_period_event_paid"),
        ),
        sa.CheckConstraint("booking_kind IS NULL OR booking_kind = 'final'", name=op.f("ck_period_event_booking_kind")),
        sa.CheckConstraint(
            "payment_kind IS NULL OR payment_kind = 'regular'", name=op.f("ck_period_event_payment_kind")
        ),
        sa.CheckConstraint("verdict IS NULL OR verdict = 'approved'", name=op.f("ck_period_event_verdict")),
        sa.CheckConstraint(
            "(number = 1 AND previous_number IS NULL AND from_state IS NULL) OR (number > 1 AND previous_number IS NOT NULL AND previous_number = number - 1 AND from_state IS NOT NULL)",
            name=op.f("ck_period_event_line"),
        ),
        sa.ForeignKeyConstraint(
            ["approval_id", "request_id", "verdict"],
            ["approval.id", "approval.request_id", "approval.verdict"],
            name=op.f("fk_period_event_approval_id_request_id_verdict"),
        ),
        sa.ForeignKeyConstraint(
            ["booking_id", "period_id", "pay_group", "booking_kind"],
            ["booking.id", "booking.period_id", "booking.pay_group", "booking.kind"],
            name=op.f("fk_period_event_booking_id_period_id_pay_group_booking_kind"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_period_event_by_id")),
        sa.ForeignKeyConstraint(
            ["payment_id", "period_id", "pay_group", "payment_kind"],
            ["payment.id", "payment.period_id", "payment.pay_group", "payment.kind"],
            name=op.f("fk_period_event_payment_id_period_id_pay_group_payment_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["period_id", "pay_group", "previous_number", "from_state"],
            ["period_event.period_id", "period_event.pay_group", "period_event.number", "period_event.to_state"],
            name="fk_period_event_step",
        ),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_period_event_period_id")),
        sa.ForeignKeyConstraint(
            ["request_id", "period_id", "pay_group", "previous_number"],
            [
                "period_unlock.request_id",
                "period_unlock.period_id",
                "period_unlock.pay_group",
                "period_unlock.after_number",
            ],
            name="fk_period_event_unlock",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_event")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_period_event_approval_id")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_period_event_booking_id")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_period_event_payment_id")),
        sa.UniqueConstraint(
            "period_id",
            "pay_group",
            "number",
            "to_state",
            name=op.f("uq_period_event_period_id_pay_group_number_to_state"),
        ),
        sa.UniqueConstraint(
            "period_id", "pay_group", "number", name=op.f("uq_period_event_period_id_pay_group_number")
        ),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("period_event")

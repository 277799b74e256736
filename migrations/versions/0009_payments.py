"""Payments, exports and statements."""

import sqlalchemy as sa
from alembic import op

from service.store.columns import SERIAL, Code, Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "export_mapping",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("name", Code(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", Code(), nullable=False),
        sa.Column("content_hash", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_export_mapping_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_mapping")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_export_mapping_name_version")),
    )
    op.create_table(
        "payment",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("period_id", SERIAL, nullable=False),
        sa.Column("pay_group", Code(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", Code(), nullable=False),
        sa.Column("booking_id", SERIAL, nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("totals", Code(), nullable=False),
        sa.Column("content_hash", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('regular', 'off_cycle')", name=op.f("ck_payment_kind")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_payment_booking_id")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_payment_by_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_payment_period_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint(
            "id", "period_id", "pay_group", "kind", name=op.f("uq_payment_id_period_id_pay_group_kind")
        ),
        sa.UniqueConstraint("period_id", "pay_group", "number", name=op.f("uq_payment_period_id_pay_group_number")),
    )
    op.create_table(
        "statement_issue",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("period_id", SERIAL, nullable=False),
        sa.Column("pay_group", Code(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("booking_id", SERIAL, nullable=False),
        sa.Column("content_hash", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_statement_issue_booking_id")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_statement_issue_by_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_statement_issue_participant_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_statement_issue_period_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_issue")),
        sa.UniqueConstraint(
            "participant_id",
            "period_id",
            "pay_group",
            "revision",
            name=op.f("uq_statement_issue_participant_id_period_id_pay_group_revision"),
        ),
    )
    op.create_table(
        "payment_export",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("payment_id", SERIAL, nullable=False),
        sa.Column("format", Code(), nullable=False),
        sa.Column("mapping_id", SERIAL, nullable=True),
        sa.Column("file_name", Code(), nullable=False),
        sa.Column("manifest", Code(), nullable=False),
        sa.Column("sha256", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_payment_export_by_id")),
        sa.ForeignKeyConstraint(["mapping_id"], ["export_mapping.id"], name=op.f("fk_payment_export_mapping_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_payment_export_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_export")),
        sa.UniqueConstraint(
            "payment_id", "format", "mapping_id", name=op.f("uq_payment_export_payment_id_format_mapping_id")
        ),
    )
    op.create_table(
        "payment_line",
        sa.Column("payment_id", SERIAL, nullable=False),
        sa.Column("number", SERIAL, nullable=False),
        sa.Column("origin", Code(), nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("plan_key", Code(), nullable=True),
        sa.Column("component", Code(), nullable=True),
        sa.Column("earning_code", Code(), nullable=True),
        sa.Column("cost_centre", Code(), nullable=True),
        sa.Column("earned_period_id", SERIAL, nullable=False),
        sa.Column("paid_period_id", SERIAL, nullable=False),
        sa.Column("amount_minor", SERIAL, nullable=False),
        sa.Column("currency", Code(), nullable=False),
        sa.Column("block_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["audit_block.id"], name=op.f("fk_payment_line_block_id")),
        sa.ForeignKeyConstraint(["earned_period_id"], ["period.id"], name=op.f("fk_payment_line_earned_period_id")),
        sa.ForeignKeyConstraint(["paid_period_id"], ["period.id"], name=op.f("fk_payment_line_paid_period_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_payment_line_participant_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_payment_line_payment_id")),
        sa.PrimaryKeyConstraint("payment_id", "number", name=op.f("pk_payment_line")),
        sa.UniqueConstraint("origin", name=op.f("uq_payment_line_origin")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_payment_line_participant_id_paid_period_id"),
        "payment_line",
        ["participant_id", "paid_period_id"],
        unique=False,
    )
    op.create_table(
        "payment_receipt",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("payment_id", SERIAL, nullable=False),
        sa.Column("state", Code(), nullable=False),
        sa.Column("reference", Code(), nullable=True),
        sa.Column("document", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("state IN ('accepted', 'rejected', 'partly')", name=op.f("ck_payment_receipt_state")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_payment_receipt_by_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_payment_receipt_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_receipt")),
    )
    op.create_index(op.f("ix_payment_receipt_payment_id"), "payment_receipt", ["payment_id"], unique=False)
    op.create_table(
        "payment_file",
        sa.Column("export_id", SERIAL, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["export_id"], ["payment_export.id"], name=op.f("fk_payment_file_export_id")),
        sa.PrimaryKeyConstraint("export_id", name=op.f("pk_payment_file")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("payment_file")
    op.drop_index(op.f("ix_payment_receipt_payment_id"), table_name="payment_receipt")
    op.drop_table("payment_receipt")
    op.drop_index(op.f("ix_payment_line_participant_id_paid_period_id"), table_name="payment_line")
    op.drop_table("payment_line")
    op.drop_table("payment_export")
    op.drop_table("statement_issue")
    op.drop_table("payment")
    op.drop_table("export_mapping")

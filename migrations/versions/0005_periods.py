"""Calendars, periods and their states."""

import sqlalchemy as sa
from alembic import op

from service.store.columns import SERIAL, Code, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "calendar",
        sa.Column("key", Code(), nullable=False),
        sa.Column("document", Code(), nullable=False),
        sa.Column("content_hash", Code(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_calendar")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "period",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("calendar_key", Code(), nullable=False),
        sa.Column("key", Code(), nullable=False),
        sa.Column("start_day", Code(), nullable=False),
        sa.Column("end_day", Code(), nullable=False),
        sa.CheckConstraint("end_day > start_day", name=op.f("ck_period_days")),
        sa.ForeignKeyConstraint(["calendar_key"], ["calendar.key"], name=op.f("fk_period_calendar_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period")),
        sa.UniqueConstraint("calendar_key", "end_day", name=op.f("uq_period_calendar_key_end_day")),
        sa.UniqueConstraint("calendar_key", "key", name=op.f("uq_period_calendar_key_key")),
        sa.UniqueConstraint("calendar_key", "start_day", name=op.f("uq_period_calendar_key_start_day")),
    )
    op.create_table(
        "period_unlock",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("request_kind", Code(), nullable=False),
        sa.Column("period_id", SERIAL, nullable=False),
        sa.Column("pay_group", Code(), nullable=False),
        sa.Column("after_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("request_kind = 'period_unlock'", name=op.f("ck_period_unlock_request_kind")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_period_unlock_period_id")),
        sa.ForeignKeyConstraint(
            ["request_id", "request_kind"],
            ["approval_request.id", "approval_request.kind"],
            name=op.f("fk_period_unlock_request_id_request_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_unlock")),
        sa.UniqueConstraint(
            "request_id",
            "period_id",
            "pay_group",
            "after_number",
            name=op.f("uq_period_unlock_request_id_period_id_pay_group_after_number"),
        ),
        sa.UniqueConstraint("request_id", name=op.f("uq_period_unlock_request_id")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("period_unlock")
    op.drop_table("period")
    op.drop_table("calendar")

"""Plans, their versions and what happened to them."""

import sqlalchemy as sa
from alembic import op

from service.store.columns import SERIAL, Code, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "plan_head",
        sa.Column("plan_key", Code(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("plan_key", name=op.f("pk_plan_head")),
    )
    op.create_table(
        "plan_draft",
        sa.Column("plan_key", Code(), nullable=False),
        sa.Column("document", Code(), nullable=False),
        sa.Column("content_hash", Code(), nullable=False),
        sa.Column("author_id", SERIAL, nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["principal.id"], name=op.f("fk_plan_draft_author_id")),
        sa.ForeignKeyConstraint(["plan_key"], ["plan_head.plan_key"], name=op.f("fk_plan_draft_plan_key")),
        sa.PrimaryKeyConstraint("plan_key", name=op.f("pk_plan_draft")),
    )
    op.create_table(
        "plan_version",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("plan_key", Code(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", Code(), nullable=False),
        sa.Column("content_hash", Code(), nullable=False),
        sa.Column("author_id", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("request_kind", Code(), nullable=False),
        sa.Column("request_hash", Code(), nullable=False),
        sa.Column("effective_from", Code(), nullable=False),
        sa.Column("effective_until", Code(), nullable=True),
        sa.Column("submitted_at", Moment(), nullable=False),
        sa.CheckConstraint("request_kind = 'plan_version'", name=op.f("ck_plan_version_request_kind")),
        sa.CheckConstraint(
            "effective_until IS NULL OR effective_until > effective_from", name=op.f("ck_plan_version_days")
        ),
        sa.ForeignKeyConstraint(["plan_key"], ["plan_head.plan_key"], name=op.f("fk_plan_version_plan_key")),
        sa.ForeignKeyConstraint(
            ["request_id", "author_id", "request_hash"],
            ["approval_request.id", "approval_request.author_id", "approval_request.content_hash"],
            name=op.f("fk_plan_version_request_id_author_id_request_hash"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id", "request_kind"],
            ["approval_request.id", "approval_request.kind"],
            name=op.f("fk_plan_version_request_id_request_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("id", "request_id", name=op.f("uq_plan_version_id_request_id")),
        sa.UniqueConstraint("plan_key", "number", name=op.f("uq_plan_version_plan_key_number")),
        sa.UniqueConstraint("request_id", name=op.f("uq_plan_version_request_id")),
    )
    op.create_index(op.f("ix_plan_version_content_hash"), "plan_version", ["content_hash"], unique=False)
    op.create_table(
        "plan_version_event",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("version_id", SERIAL, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous_number", sa.Integer(), nullable=True),
        sa.Column("from_state", Code(), nullable=True),
        sa.Column("to_state", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("request_id", SERIAL, nullable=True),
        sa.Column("approval_id", SERIAL, nullable=True),
        sa.Column("verdict", Code(), nullable=True),
        sa.Column("effective_from", Code(), nullable=True),
        sa.Column("effective_until", Code(), nullable=True),
        sa.CheckConstraint(
            "(COALESCE(from_state, '') || '>' || to_state) IN ('>submitted', 'submitted>approved', 'submitted>refused', 'approved>published', 'published>published', 'published>retired', 'retired>retired', 'approved>retired')",
            name=op.f("ck_plan_version_event_step"),
        ),
        sa.CheckConstraint(
            "(to_state IN ('approved', 'refused')) = (approval_id IS NOT NULL AND request_id IS NOT NULL AND verdict IS NOT NULL)",
            name=op.f("ck_plan_version_event_decided"),
        ),
        sa.CheckConstraint(
            "to_state <> 'published' OR effective_from IS NOT NULL", name=op.f("ck_plan_version_event_dated")
        ),
        sa.CheckConstraint(
            "to_state <> 'retired' OR (effective_from IS NOT NULL AND effective_until IS NOT NULL)",
            name=op.f("ck_plan_version_event_ended"),
        ),
        sa.CheckConstraint(
            "(number = 1 AND previous_number IS NULL AND from_state IS NULL) OR (number > 1 AND previous_number IS NOT NULL AND previous_number = number - 1 AND from_state IS NOT NULL)",
            name=op.f("ck_plan_version_event_line"),
        ),
        sa.CheckConstraint("verdict IS NULL OR verdict = to_state", name=op.f("ck_plan_version_event_verdict")),
        sa.ForeignKeyConstraint(
            ["approval_id", "request_id", "verdict"],
            ["approval.id", "approval.request_id", "approval.verdict"],
            name=op.f("fk_plan_version_event_approval_id_request_id_verdict"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_plan_version_event_by_id")),
        sa.ForeignKeyConstraint(
            ["version_id", "previous_number", "from_state"],
            ["plan_version_event.version_id", "plan_version_event.number", "plan_version_event.to_state"],
            name="fk_plan_version_event_step",
        ),
        sa.ForeignKeyConstraint(
            ["version_id", "request_id"],
            ["plan_version.id", "plan_version.request_id"],
            name=op.f("fk_plan_version_event_version_id_request_id"),
        ),
        sa.ForeignKeyConstraint(["version_id"], ["plan_version.id"], name=op.f("fk_plan_version_event_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version_event")),
        sa.UniqueConstraint(
            "version_id", "number", "to_state", name=op.f("uq_plan_version_event_version_id_number_to_state")
        ),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_plan_version_event_version_id_number")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("plan_version_event")
    op.drop_index(op.f("ix_plan_version_content_hash"), table_name="plan_version")
    op.drop_table("plan_version")
    op.drop_table("plan_draft")
    op.drop_table("plan_head")

"""The KPI library."""

import sqlalchemy as sa
from alembic import op

from service.store.columns import SERIAL, Code, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "kpi_head",
        sa.Column("kpi_key", Code(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("kpi_key", name=op.f("pk_kpi_head")),
    )
    op.create_table(
        "kpi_version",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("kpi_key", Code(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", Code(), nullable=False),
        sa.Column("content_hash", Code(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("author_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["principal.id"], name=op.f("fk_kpi_version_author_id")),
        sa.ForeignKeyConstraint(["kpi_key"], ["kpi_head.kpi_key"], name=op.f("fk_kpi_version_kpi_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_version")),
        sa.UniqueConstraint("kpi_key", "number", name=op.f("uq_kpi_version_kpi_key_number")),
    )
    op.create_index(op.f("ix_kpi_version_content_hash"), "kpi_version", ["content_hash"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_kpi_version_content_hash"), table_name="kpi_version")
    op.drop_table("kpi_version")
    op.drop_table("kpi_head")

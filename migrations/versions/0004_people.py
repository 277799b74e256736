"""Participants, what is true of them, and their assignments."""

import sqlalchemy as sa
from alembic import op

from service.store.columns import SERIAL, Code, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "participant",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
    )
    op.create_table(
        "assignment",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("number", SERIAL, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("plan_key", Code(), nullable=False),
        sa.Column("effective_from", Code(), nullable=False),
        sa.Column("effective_until", Code(), nullable=True),
        sa.Column("document", Code(), nullable=False),
        sa.Column("content_hash", Code(), nullable=False),
        sa.Column("state", Code(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("state IN ('active', 'withdrawn')", name=op.f("ck_assignment_state")),
        sa.CheckConstraint(
            "effective_until IS NULL OR effective_until > effective_from", name=op.f("ck_assignment_days")
        ),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_assignment_participant_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_assignment")),
        sa.UniqueConstraint("number", "revision", name=op.f("uq_assignment_number_revision")),
    )
    op.create_index(op.f("ix_assignment_participant_id"), "assignment", ["participant_id"], unique=False)
    op.create_index(
        op.f("ix_assignment_plan_key_participant_id"), "assignment", ["plan_key", "participant_id"], unique=False
    )
    op.create_table(
        "attribute",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("key", Code(), nullable=False),
        sa.Column("kind", Code(), nullable=False),
        sa.Column("text", Code(), nullable=True),
        sa.Column("mantissa", SERIAL, nullable=True),
        sa.Column("scale", sa.Integer(), nullable=True),
        sa.Column("ref_id", SERIAL, nullable=True),
        sa.Column("valid_from", Code(), nullable=False),
        sa.Column("valid_until", Code(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('number', 'text', 'participant', 'none')", name=op.f("ck_attribute_kind")),
        sa.CheckConstraint("scale IS NULL OR (scale >= 0 AND scale <= 12)", name=op.f("ck_attribute_scale")),
        sa.CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name=op.f("ck_attribute_days")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_attribute_participant_id")),
        sa.ForeignKeyConstraint(["ref_id"], ["participant.id"], name=op.f("fk_attribute_ref_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_attribute")),
    )
    op.create_index(op.f("ix_attribute_key_ref_id"), "attribute", ["key", "ref_id"], unique=False)
    op.create_index(op.f("ix_attribute_key_text"), "attribute", ["key", "text"], unique=False)
    op.create_index(
        op.f("ix_attribute_participant_id_key_seq"), "attribute", ["participant_id", "key", "seq"], unique=False
    )
    op.create_table(
        "person",
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("external_id", Code(), nullable=False),
        sa.Column("name", Code(), nullable=True),
        sa.Column("email", Code(), nullable=True),
        sa.Column("payroll_id", Code(), nullable=True),
        sa.Column("secret", Code(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_person_participant_id")),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_person")),
        sa.UniqueConstraint("external_id", name=op.f("uq_person_external_id")),
    )
    op.create_table(
        "principal_participant",
        sa.Column("principal_id", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_principal_participant_participant_id")
        ),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_principal_participant_principal_id")),
        sa.PrimaryKeyConstraint("principal_id", name=op.f("pk_principal_participant")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_principal_participant_participant_id")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("principal_participant")
    op.drop_table("person")
    op.drop_index(op.f("ix_attribute_participant_id_key_seq"), table_name="attribute")
    op.drop_index(op.f("ix_attribute_key_text"), table_name="attribute")
    op.drop_index(op.f("ix_attribute_key_ref_id"), table_name="attribute")
    op.drop_table("attribute")
    op.drop_index(op.f("ix_assignment_plan_key_participant_id"), table_name="assignment")
    op.drop_index(op.f("ix_assignment_participant_id"), table_name="assignment")
    op.drop_table("assignment")
    op.drop_table("participant")

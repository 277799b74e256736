"""Facts, and what else runs read."""

import sqlalchemy as sa
from alembic import op

from service.store.columns import SERIAL, Code, Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "fact_key",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("key", Code(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_key")),
        sa.UniqueConstraint("key", name=op.f("uq_fact_key_key")),
    )
    op.create_table(
        "fact_source",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("name", Code(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_source")),
        sa.UniqueConstraint("name", name=op.f("uq_fact_source_name")),
    )
    op.create_table(
        "exchange_rate",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("from_currency", Code(), nullable=False),
        sa.Column("to_currency", Code(), nullable=False),
        sa.Column("day", Code(), nullable=False),
        sa.Column("mantissa", SERIAL, nullable=False),
        sa.Column("scale", sa.Integer(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("from_currency <> to_currency", name=op.f("ck_exchange_rate_pair")),
        sa.CheckConstraint("mantissa > 0", name=op.f("ck_exchange_rate_positive")),
        sa.CheckConstraint("scale >= 0 AND scale <= 12", name=op.f("ck_exchange_rate_scale")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_exchange_rate_by_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_exchange_rate")),
    )
    op.create_index(
        op.f("ix_exchange_rate_from_currency_to_currency_day"),
        "exchange_rate",
        ["from_currency", "to_currency", "day"],
        unique=False,
    )
    op.create_table(
        "fact_batch",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_fact_batch_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_batch")),
    )
    op.create_index(op.f("ix_fact_batch_at"), "fact_batch", ["at"], unique=False)
    op.create_table(
        "fact_identity",
        sa.Column("source_id", SERIAL, nullable=False),
        sa.Column("source_ref", Code(), nullable=False),
        sa.Column("revision", SERIAL, nullable=False),
        sa.Column("digest", Code(), nullable=False),
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("block_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["audit_block.id"], name=op.f("fk_fact_identity_block_id")),
        sa.ForeignKeyConstraint(["source_id"], ["fact_source.id"], name=op.f("fk_fact_identity_source_id")),
        sa.PrimaryKeyConstraint("source_id", "source_ref", "revision", name=op.f("pk_fact_identity")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fact_superseded",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("by_seq", SERIAL, nullable=False),
        sa.Column("block_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["audit_block.id"], name=op.f("fk_fact_superseded_block_id")),
        sa.PrimaryKeyConstraint("seq", "by_seq", name=op.f("pk_fact_superseded")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "holiday",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("calendar_key", Code(), nullable=False),
        sa.Column("day", Code(), nullable=False),
        sa.Column("state", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("state IN ('holiday', 'ordinary')", name=op.f("ck_holiday_state")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_holiday_by_id")),
        sa.ForeignKeyConstraint(["calendar_key"], ["calendar.key"], name=op.f("fk_holiday_calendar_key")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_holiday")),
    )
    op.create_index(op.f("ix_holiday_calendar_key_day"), "holiday", ["calendar_key", "day"], unique=False)
    op.create_table(
        "fact",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("key_id", SERIAL, nullable=False),
        sa.Column("day", Code(), nullable=False),
        sa.Column("time", Code(), nullable=True),
        sa.Column("source_id", SERIAL, nullable=False),
        sa.Column("source_ref", Code(), nullable=False),
        sa.Column("revision", SERIAL, nullable=False),
        sa.Column("kind", Code(), nullable=False),
        sa.Column("mantissa", SERIAL, nullable=True),
        sa.Column("scale", sa.Integer(), nullable=True),
        sa.Column("text", Code(), nullable=True),
        sa.Column("currency", Code(), nullable=True),
        sa.Column("details", Code(), nullable=True),
        sa.Column("batch_id", SERIAL, nullable=False),
        sa.Column("block_id", SERIAL, nullable=False),
        sa.CheckConstraint(
            "(kind = 'number') = (mantissa IS NOT NULL AND scale IS NOT NULL)", name=op.f("ck_fact_number")
        ),
        sa.CheckConstraint("(kind IN ('word', 'row')) = (text IS NOT NULL)", name=op.f("ck_fact_text")),
        sa.CheckConstraint("kind IN ('number', 'word', 'row', 'retracted')", name=op.f("ck_fact_kind")),
        sa.CheckConstraint("scale IS NULL OR (scale >= 0 AND scale <= 12)", name=op.f("ck_fact_scale")),
        sa.ForeignKeyConstraint(["batch_id"], ["fact_batch.id"], name=op.f("fk_fact_batch_id")),
        sa.ForeignKeyConstraint(["block_id"], ["audit_block.id"], name=op.f("fk_fact_block_id")),
        sa.ForeignKeyConstraint(["key_id"], ["fact_key.id"], name=op.f("fk_fact_key_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_fact_participant_id")),
        sa.ForeignKeyConstraint(["source_id"], ["fact_source.id"], name=op.f("fk_fact_source_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_fact")),
    )
    op.create_index(
        op.f("ix_fact_participant_id_key_id_day"), "fact", ["participant_id", "key_id", "day"], unique=False
    )
    op.create_table(
        "facts_complete",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("period_id", SERIAL, nullable=False),
        sa.Column("key_id", SERIAL, nullable=False),
        sa.Column("state", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("state IN ('complete', 'incomplete')", name=op.f("ck_facts_complete_state")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_facts_complete_by_id")),
        sa.ForeignKeyConstraint(["key_id"], ["fact_key.id"], name=op.f("fk_facts_complete_key_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_facts_complete_period_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_facts_complete")),
    )
    op.create_index(op.f("ix_facts_complete_period_id_key_id"), "facts_complete", ["period_id", "key_id"], unique=False)
    op.create_table(
        "waiting_fact",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("source_id", SERIAL, nullable=False),
        sa.Column("source_ref", Code(), nullable=False),
        sa.Column("revision", SERIAL, nullable=False),
        sa.Column("code", Code(), nullable=False),
        sa.Column("batch_id", SERIAL, nullable=False),
        sa.Column("block_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["fact_batch.id"], name=op.f("fk_waiting_fact_batch_id")),
        sa.ForeignKeyConstraint(["block_id"], ["audit_block.id"], name=op.f("fk_waiting_fact_block_id")),
        sa.ForeignKeyConstraint(["source_id"], ["fact_source.id"], name=op.f("fk_waiting_fact_source_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_waiting_fact")),
        sa.UniqueConstraint(
            "source_id", "source_ref", "revision", name=op.f("uq_waiting_fact_source_id_source_ref_revision")
        ),
    )
    op.create_table(
        "waiting_body",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("external_id", Code(), nullable=False),
        sa.Column("key", Code(), nullable=False),
        sa.Column("secret", Code(), nullable=False),
        sa.Column("document", Code(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["waiting_fact.seq"], name=op.f("fk_waiting_body_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_waiting_body")),
    )
    op.create_index(op.f("ix_waiting_body_external_id"), "waiting_body", ["external_id"], unique=False)
    op.create_table(
        "waiting_end",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("state", Code(), nullable=False),
        sa.Column("fact_seq", SERIAL, nullable=True),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("(state = 'released') = (fact_seq IS NOT NULL)", name=op.f("ck_waiting_end_released")),
        sa.CheckConstraint("state IN ('released', 'dismissed')", name=op.f("ck_waiting_end_state")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_waiting_end_by_id")),
        sa.ForeignKeyConstraint(["fact_seq"], ["fact.seq"], name=op.f("fk_waiting_end_fact_seq")),
        sa.ForeignKeyConstraint(["seq"], ["waiting_fact.seq"], name=op.f("fk_waiting_end_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_waiting_end")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("waiting_end")
    op.drop_index(op.f("ix_waiting_body_external_id"), table_name="waiting_body")
    op.drop_table("waiting_body")
    op.drop_table("waiting_fact")
    op.drop_index(op.f("ix_facts_complete_period_id_key_id"), table_name="facts_complete")
    op.drop_table("facts_complete")
    op.drop_index(op.f("ix_fact_participant_id_key_id_day"), table_name="fact")
    op.drop_table("fact")
    op.drop_index(op.f("ix_holiday_calendar_key_day"), table_name="holiday")
    op.drop_table("holiday")
    op.drop_table("fact_superseded")
    op.drop_table("fact_identity")
    op.drop_index(op.f("ix_fact_batch_at"), table_name="fact_batch")
    op.drop_table("fact_batch")
    op.drop_index(op.f("ix_exchange_rate_from_currency_to_currency_day"), table_name="exchange_rate")
    op.drop_table("exchange_rate")
    op.drop_table("fact_source")
    op.drop_table("fact_key")

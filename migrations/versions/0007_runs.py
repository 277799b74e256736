"""Runs and their results."""

import sqlalchemy as sa
from alembic import op

from service.store.columns import SERIAL, Code, Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "job",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("kind", Code(), nullable=False),
        sa.Column("subject_id", SERIAL, nullable=False),
        sa.Column("state", Code(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_by", Code(), nullable=True),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'leased', 'done', 'failed')", name=op.f("ck_job_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_job_kind_subject_id")),
    )
    op.create_index(op.f("ix_job_state_id"), "job", ["state", "id"], unique=False)
    op.create_table(
        "knowledge",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("fact_seq", SERIAL, nullable=False),
        sa.Column("complete_seq", SERIAL, nullable=False),
        sa.Column("attribute_seq", SERIAL, nullable=False),
        sa.Column("assignment_seq", SERIAL, nullable=False),
        sa.Column("rate_seq", SERIAL, nullable=False),
        sa.Column("holiday_seq", SERIAL, nullable=False),
        sa.Column("carried_seq", SERIAL, nullable=False),
        sa.Column("opening_seq", SERIAL, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge")),
    )
    op.create_index(op.f("ix_knowledge_at"), "knowledge", ["at"], unique=False)
    op.create_table(
        "shared_input",
        sa.Column("hash", Code(), nullable=False),
        sa.Column("document", Code(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_shared_input")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "result",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("plan_hash", Code(), nullable=False),
        sa.Column("input_hash", Code(), nullable=False),
        sa.Column("semantics", sa.Integer(), nullable=False),
        sa.Column("facts_hash", Code(), nullable=False),
        sa.Column("shared_hash", Code(), nullable=False),
        sa.Column("population_hash", Code(), nullable=True),
        sa.Column("result_hash", Code(), nullable=False),
        sa.Column("outcome", Code(), nullable=False),
        sa.Column("total_minor", SERIAL, nullable=True),
        sa.Column("currency", Code(), nullable=False),
        sa.Column("input", Code(), nullable=False),
        sa.Column("document", Code(), nullable=False),
        sa.Column("block_id", SERIAL, nullable=False),
        sa.CheckConstraint("(outcome = 'blocked') = (total_minor IS NULL)", name=op.f("ck_result_total")),
        sa.CheckConstraint("outcome IN ('paid', 'zero', 'blocked')", name=op.f("ck_result_outcome")),
        sa.ForeignKeyConstraint(["block_id"], ["audit_block.id"], name=op.f("fk_result_block_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_result_participant_id")),
        sa.ForeignKeyConstraint(["shared_hash"], ["shared_input.hash"], name=op.f("fk_result_shared_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint("id", "participant_id", name=op.f("uq_result_id_participant_id")),
        sa.UniqueConstraint(
            "participant_id",
            "plan_hash",
            "input_hash",
            "semantics",
            name=op.f("uq_result_participant_id_plan_hash_input_hash_semantics"),
        ),
    )
    op.create_table(
        "run",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("kind", Code(), nullable=False),
        sa.Column("period_id", SERIAL, nullable=False),
        sa.Column("pay_group", Code(), nullable=False),
        sa.Column("knowledge_id", SERIAL, nullable=False),
        sa.Column("corrects_id", SERIAL, nullable=True),
        sa.Column("semantics", sa.Integer(), nullable=False),
        sa.Column("engine", Code(), nullable=False),
        sa.Column("request", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("(kind = 'correction') = (corrects_id IS NOT NULL)", name=op.f("ck_run_corrects")),
        sa.CheckConstraint("kind IN ('preview', 'final', 'shadow', 'correction')", name=op.f("ck_run_kind")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_run_by_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["run.id"], name=op.f("fk_run_corrects_id")),
        sa.ForeignKeyConstraint(["knowledge_id"], ["knowledge.id"], name=op.f("fk_run_knowledge_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_run_period_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("id", "period_id", "pay_group", name=op.f("uq_run_id_period_id_pay_group")),
    )
    op.create_index(op.f("ix_run_period_id_pay_group_id"), "run", ["period_id", "pay_group", "id"], unique=False)
    op.create_table(
        "run_event",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("run_id", SERIAL, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous_number", sa.Integer(), nullable=True),
        sa.Column("from_state", Code(), nullable=True),
        sa.Column("to_state", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("content_hash", Code(), nullable=True),
        sa.Column("problem", Code(), nullable=True),
        sa.CheckConstraint(
            "(COALESCE(from_state, '') || '>' || to_state) IN ('>queued', 'queued>running', 'running>finished', 'running>failed', 'queued>cancelled', 'running>cancelled', 'failed>queued')",
            name=op.f("ck_run_event_step"),
        ),
        sa.CheckConstraint("(to_state = 'finished') = (content_hash IS NOT NULL)", name=op.f("ck_run_event_finished")),
        sa.CheckConstraint(
            "(number = 1 AND previous_number IS NULL AND from_state IS NULL) OR (number > 1 AND previous_number IS NOT NULL AND previous_number = number - 1 AND from_state IS NOT NULL)",
            name=op.f("ck_run_event_line"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_run_event_by_id")),
        sa.ForeignKeyConstraint(
            ["run_id", "previous_number", "from_state"],
            ["run_event.run_id", "run_event.number", "run_event.to_state"],
            name="fk_run_event_step",
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_event_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_event")),
        sa.UniqueConstraint("run_id", "number", "to_state", name=op.f("uq_run_event_run_id_number_to_state")),
        sa.UniqueConstraint("run_id", "number", name=op.f("uq_run_event_run_id_number")),
        sa.UniqueConstraint(
            "run_id", "to_state", "content_hash", name=op.f("uq_run_event_run_id_to_state_content_hash")
        ),
    )
    op.create_table(
        "run_plan",
        sa.Column("run_id", SERIAL, nullable=False),
        sa.Column("number", SERIAL, nullable=False),
        sa.Column("version_id", SERIAL, nullable=False),
        sa.Column("plan_key", Code(), nullable=False),
        sa.Column("plan_hash", Code(), nullable=False),
        sa.Column("start_day", Code(), nullable=False),
        sa.Column("end_day", Code(), nullable=False),
        sa.CheckConstraint("end_day > start_day", name=op.f("ck_run_plan_days")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_plan_run_id")),
        sa.ForeignKeyConstraint(["version_id"], ["plan_version.id"], name=op.f("fk_run_plan_version_id")),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_run_plan")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "run_stage",
        sa.Column("run_id", SERIAL, nullable=False),
        sa.Column("stage", SERIAL, nullable=False),
        sa.Column("slice_number", SERIAL, nullable=False),
        sa.Column("document", Code(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_stage_run_id")),
        sa.PrimaryKeyConstraint("run_id", "stage", "slice_number", name=op.f("pk_run_stage")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "run_slice",
        sa.Column("run_id", SERIAL, nullable=False),
        sa.Column("number", SERIAL, nullable=False),
        sa.Column("plan_number", SERIAL, nullable=False),
        sa.Column("first_id", SERIAL, nullable=False),
        sa.Column("last_id", SERIAL, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id", "plan_number"],
            ["run_plan.run_id", "run_plan.number"],
            name=op.f("fk_run_slice_run_id_plan_number"),
        ),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_run_slice")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "run_chunk",
        sa.Column("run_id", SERIAL, nullable=False),
        sa.Column("number", SERIAL, nullable=False),
        sa.Column("paid", sa.Integer(), nullable=False),
        sa.Column("zero", sa.Integer(), nullable=False),
        sa.Column("blocked", sa.Integer(), nullable=False),
        sa.Column("reused", sa.Integer(), nullable=False),
        sa.Column("totals", Code(), nullable=False),
        sa.Column("pool_variance", Code(), nullable=False),
        sa.Column("digest", Code(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id", "number"], ["run_slice.run_id", "run_slice.number"], name=op.f("fk_run_chunk_run_id_number")
        ),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_run_chunk")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "preview_result",
        sa.Column("run_id", SERIAL, nullable=False),
        sa.Column("plan_number", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("slice_number", SERIAL, nullable=False),
        sa.Column("plan_hash", Code(), nullable=False),
        sa.Column("input_hash", Code(), nullable=False),
        sa.Column("semantics", sa.Integer(), nullable=False),
        sa.Column("facts_hash", Code(), nullable=False),
        sa.Column("shared_hash", Code(), nullable=False),
        sa.Column("population_hash", Code(), nullable=True),
        sa.Column("result_hash", Code(), nullable=False),
        sa.Column("outcome", Code(), nullable=False),
        sa.Column("total_minor", SERIAL, nullable=True),
        sa.Column("currency", Code(), nullable=False),
        sa.Column("input", Code(), nullable=False),
        sa.Column("document", Code(), nullable=False),
        sa.CheckConstraint("(outcome = 'blocked') = (total_minor IS NULL)", name=op.f("ck_preview_result_total")),
        sa.CheckConstraint("outcome IN ('paid', 'zero', 'blocked')", name=op.f("ck_preview_result_outcome")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_preview_result_participant_id")),
        sa.ForeignKeyConstraint(
            ["run_id", "slice_number"],
            ["run_chunk.run_id", "run_chunk.number"],
            name=op.f("fk_preview_result_run_id_slice_number"),
        ),
        sa.ForeignKeyConstraint(["shared_hash"], ["shared_input.hash"], name=op.f("fk_preview_result_shared_hash")),
        sa.PrimaryKeyConstraint("run_id", "plan_number", "participant_id", name=op.f("pk_preview_result")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_preview_result_participant_id_run_id"), "preview_result", ["participant_id", "run_id"], unique=False
    )
    op.create_table(
        "run_result",
        sa.Column("run_id", SERIAL, nullable=False),
        sa.Column("plan_number", SERIAL, nullable=False),
        sa.Column("participant_id", SERIAL, nullable=False),
        sa.Column("result_id", SERIAL, nullable=False),
        sa.Column("slice_number", SERIAL, nullable=False),
        sa.Column("block_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["audit_block.id"], name=op.f("fk_run_result_block_id")),
        sa.ForeignKeyConstraint(
            ["result_id", "participant_id"],
            ["result.id", "result.participant_id"],
            name=op.f("fk_run_result_result_id_participant_id"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id", "slice_number"],
            ["run_chunk.run_id", "run_chunk.number"],
            name=op.f("fk_run_result_run_id_slice_number"),
        ),
        sa.PrimaryKeyConstraint("run_id", "plan_number", "participant_id", name=op.f("pk_run_result")),
        sa.UniqueConstraint(
            "run_id",
            "plan_number",
            "participant_id",
            "result_id",
            name=op.f("uq_run_result_run_id_plan_number_participant_id_result_id"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_run_result_participant_id_run_id"), "run_result", ["participant_id", "run_id"], unique=False
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_run_result_participant_id_run_id"), table_name="run_result")
    op.drop_table("run_result")
    op.drop_index(op.f("ix_preview_result_participant_id_run_id"), table_name="preview_result")
    op.drop_table("preview_result")
    op.drop_table("run_chunk")
    op.drop_table("run_slice")
    op.drop_table("run_stage")
    op.drop_table("run_plan")
    op.drop_table("run_event")
    op.drop_index(op.f("ix_run_period_id_pay_group_id"), table_name="run")
    op.drop_table("run")
    op.drop_table("result")
    op.drop_table("shared_input")
    op.drop_index(op.f("ix_knowledge_at"), table_name="knowledge")
    op.drop_table("knowledge")
    op.drop_index(op.f("ix_job_state_id"), table_name="job")
    op.drop_table("job")

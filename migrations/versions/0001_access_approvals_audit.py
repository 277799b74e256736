"""Who acts, approvals and the audit."""

import sqlalchemy as sa
from alembic import op

from service.store.columns import SERIAL, Code, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "approval_policy",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("mode", Code(), nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.CheckConstraint("mode IN ('two_person', 'single')", name=op.f("ck_approval_policy_mode")),
        sa.CheckConstraint("id = 1", name=op.f("ck_approval_policy_once")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_policy")),
        sa.UniqueConstraint("mode", name=op.f("uq_approval_policy_mode")),
    )
    op.create_table(
        "audit_block",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("table_name", Code(), nullable=False),
        sa.Column("columns", Code(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("digest", Code(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_block")),
    )
    op.create_index(op.f("ix_audit_block_table_name"), "audit_block", ["table_name"], unique=False)
    op.create_table(
        "principal",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("kind", Code(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'system', 'operator')", name=op.f("ck_principal_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_principal")),
        sa.UniqueConstraint("id", "kind", name=op.f("uq_principal_id_kind")),
    )
    op.create_table(
        "principal_identity",
        sa.Column("digest", Code(), nullable=False),
        sa.Column("issuer", Code(), nullable=False),
        sa.Column("subject", Code(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_principal_identity")),
    )
    op.create_table(
        "access_log",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("principal_id", SERIAL, nullable=False),
        sa.Column("operation", Code(), nullable=False),
        sa.Column("subject", Code(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("request_id", Code(), nullable=True),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_access_log_principal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    op.create_index(op.f("ix_access_log_principal_id"), "access_log", ["principal_id"], unique=False)
    op.create_index(op.f("ix_access_log_subject"), "access_log", ["subject"], unique=False)
    op.create_table(
        "api_key",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("principal_id", SERIAL, nullable=False),
        sa.Column("label", Code(), nullable=False),
        sa.Column("digest", Code(), nullable=False),
        sa.Column("scopes", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_api_key_by_id")),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_api_key_principal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_key_digest")),
    )
    op.create_index(op.f("ix_api_key_principal_id"), "api_key", ["principal_id"], unique=False)
    op.create_table(
        "approval_request",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("kind", Code(), nullable=False),
        sa.Column("subject", Code(), nullable=False),
        sa.Column("content_hash", Code(), nullable=False),
        sa.Column("author_id", SERIAL, nullable=False),
        sa.Column("author_kind", Code(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("author_kind = 'person'", name=op.f("ck_approval_request_author_is_person")),
        sa.CheckConstraint(
            "kind IN ('plan_version', 'role_change', 'period_unlock', 'run', 'opening', 'adjustment')",
            name=op.f("ck_approval_request_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id", "author_kind"],
            ["principal.id", "principal.kind"],
            name=op.f("fk_approval_request_author_id_author_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_request")),
        sa.UniqueConstraint(
            "id", "author_id", "content_hash", name=op.f("uq_approval_request_id_author_id_content_hash")
        ),
        sa.UniqueConstraint("id", "kind", name=op.f("uq_approval_request_id_kind")),
    )
    op.create_index(op.f("ix_approval_request_author_id"), "approval_request", ["author_id"], unique=False)
    op.create_index(op.f("ix_approval_request_subject"), "approval_request", ["subject"], unique=False)
    op.create_table(
        "audit_entry",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("principal_id", SERIAL, nullable=False),
        sa.Column("operation", Code(), nullable=False),
        sa.Column("subject", Code(), nullable=False),
        sa.Column("before_hash", Code(), nullable=True),
        sa.Column("after_hash", Code(), nullable=True),
        sa.Column("request_id", Code(), nullable=True),
        sa.Column("rows_digest", Code(), nullable=True),
        sa.Column("previous_hash", Code(), nullable=False),
        sa.Column("hash", Code(), nullable=False),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_audit_entry_principal_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
        sa.UniqueConstraint("previous_hash", name=op.f("uq_audit_entry_previous_hash")),
    )
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"], unique=False)
    op.create_index(op.f("ix_audit_entry_operation"), "audit_entry", ["operation"], unique=False)
    op.create_index(op.f("ix_audit_entry_principal_id"), "audit_entry", ["principal_id"], unique=False)
    op.create_index(op.f("ix_audit_entry_request_id"), "audit_entry", ["request_id"], unique=False)
    op.create_index(op.f("ix_audit_entry_subject"), "audit_entry", ["subject"], unique=False)
    op.create_table(
        "bootstrap_end",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("approver_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_bootstrap_end_once")),
        sa.ForeignKeyConstraint(["approver_id"], ["principal.id"], name=op.f("fk_bootstrap_end_approver_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bootstrap_end")),
    )
    op.create_table(
        "note",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("subject", Code(), nullable=False),
        sa.Column("text", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_note_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_subject"), "note", ["subject"], unique=False)
    op.create_table(
        "principal_name",
        sa.Column("principal_id", SERIAL, nullable=False),
        sa.Column("name", Code(), nullable=False),
        sa.Column("folded", Code(), nullable=False),
        sa.Column("email", Code(), nullable=True),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_principal_name_principal_id")),
        sa.PrimaryKeyConstraint("principal_id", name=op.f("pk_principal_name")),
        sa.UniqueConstraint("folded", name=op.f("uq_principal_name_folded")),
        sa.UniqueConstraint("name", name=op.f("uq_principal_name_name")),
    )
    op.create_table(
        "request_claim",
        sa.Column("principal_id", SERIAL, nullable=False),
        sa.Column("operation", Code(), nullable=False),
        sa.Column("key", Code(), nullable=False),
        sa.Column("body_hash", Code(), nullable=False),
        sa.Column("resource", Code(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_request_claim_principal_id")),
        sa.PrimaryKeyConstraint("principal_id", "operation", "key", name=op.f("pk_request_claim")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sign_in_change",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("digest", Code(), nullable=False),
        sa.Column("number", SERIAL, nullable=False),
        sa.Column("principal_id", SERIAL, nullable=False),
        sa.Column("change", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("change IN ('added', 'removed')", name=op.f("ck_sign_in_change_change")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_sign_in_change_number")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_sign_in_change_by_id")),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_sign_in_change_principal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_change")),
        sa.UniqueConstraint("digest", "number", name=op.f("uq_sign_in_change_digest_number")),
    )
    op.create_index(op.f("ix_sign_in_change_principal_id"), "sign_in_change", ["principal_id"], unique=False)
    op.create_table(
        "api_key_end",
        sa.Column("key_id", SERIAL, nullable=False),
        sa.Column("reason", Code(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("replaced_by", SERIAL, nullable=True),
        sa.CheckConstraint(
            "(reason = 'revoked' AND replaced_by IS NULL) OR (reason = 'replaced' AND replaced_by IS NOT NULL)",
            name=op.f("ck_api_key_end_reason"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_api_key_end_by_id")),
        sa.ForeignKeyConstraint(["key_id"], ["api_key.id"], name=op.f("fk_api_key_end_key_id")),
        sa.ForeignKeyConstraint(["replaced_by"], ["api_key.id"], name=op.f("fk_api_key_end_replaced_by")),
        sa.PrimaryKeyConstraint("key_id", "reason", name=op.f("pk_api_key_end")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "api_key_use",
        sa.Column("key_id", SERIAL, nullable=False),
        sa.Column("last_used_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["api_key.id"], name=op.f("fk_api_key_use_key_id")),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_api_key_use")),
    )
    op.create_table(
        "approval",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("author_id", SERIAL, nullable=False),
        sa.Column("content_hash", Code(), nullable=False),
        sa.Column("approver_id", SERIAL, nullable=False),
        sa.Column("approver_kind", Code(), nullable=False),
        sa.Column("mode", Code(), nullable=False),
        sa.Column("verdict", Code(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("approver_kind = 'person'", name=op.f("ck_approval_approver_is_person")),
        sa.CheckConstraint("mode = 'single' OR approver_id <> author_id", name=op.f("ck_approval_two_persons")),
        sa.CheckConstraint("verdict IN ('approved', 'refused')", name=op.f("ck_approval_verdict")),
        sa.ForeignKeyConstraint(
            ["approver_id", "approver_kind"],
            ["principal.id", "principal.kind"],
            name=op.f("fk_approval_approver_id_approver_kind"),
        ),
        sa.ForeignKeyConstraint(["mode"], ["approval_policy.mode"], name=op.f("fk_approval_mode")),
        sa.ForeignKeyConstraint(
            ["request_id", "author_id", "content_hash"],
            ["approval_request.id", "approval_request.author_id", "approval_request.content_hash"],
            name=op.f("fk_approval_request_id_author_id_content_hash"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("id", "request_id", "verdict", name=op.f("uq_approval_id_request_id_verdict")),
        sa.UniqueConstraint("request_id", name=op.f("uq_approval_request_id")),
    )
    op.create_table(
        "audit_cover",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("table_name", Code(), nullable=False),
        sa.Column("row_keys", Code(), nullable=False),
        sa.Column("marks", Code(), nullable=False),
        sa.Column("digest", Code(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["audit_entry.seq"], name=op.f("fk_audit_cover_seq")),
        sa.PrimaryKeyConstraint("seq", "table_name", name=op.f("pk_audit_cover")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "role_request",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("request_id", SERIAL, nullable=False),
        sa.Column("request_kind", Code(), nullable=False),
        sa.Column("principal_id", SERIAL, nullable=False),
        sa.Column("role", Code(), nullable=False),
        sa.Column("change", Code(), nullable=False),
        sa.CheckConstraint("change IN ('given', 'taken')", name=op.f("ck_role_request_change")),
        sa.CheckConstraint("request_kind = 'role_change'", name=op.f("ck_role_request_request_kind")),
        sa.CheckConstraint(
            "role IN ('admin', 'author', 'approver', 'analyst', 'integration', 'payroll', 'manager', 'participant')",
            name=op.f("ck_role_request_role"),
        ),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_role_request_principal_id")),
        sa.ForeignKeyConstraint(
            ["request_id", "request_kind"],
            ["approval_request.id", "approval_request.kind"],
            name=op.f("fk_role_request_request_id_request_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_request")),
        sa.UniqueConstraint(
            "request_id",
            "principal_id",
            "role",
            "change",
            name=op.f("uq_role_request_request_id_principal_id_role_change"),
        ),
        sa.UniqueConstraint("request_id", name=op.f("uq_role_request_request_id")),
    )
    op.create_index(op.f("ix_role_request_principal_id"), "role_request", ["principal_id"], unique=False)
    op.create_table(
        "role_change",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("principal_id", SERIAL, nullable=False),
        sa.Column("role", Code(), nullable=False),
        sa.Column("change", Code(), nullable=False),
        sa.Column("basis", Code(), nullable=False),
        sa.Column("by_id", SERIAL, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("request_id", SERIAL, nullable=True),
        sa.Column("approval_id", SERIAL, nullable=True),
        sa.Column("verdict", Code(), nullable=True),
        sa.CheckConstraint(
            "(basis = 'bootstrap' AND approval_id IS NULL AND request_id IS NULL AND verdict IS NULL) OR (basis = 'approval' AND approval_id IS NOT NULL AND request_id IS NOT NULL AND verdict IS NOT NULL AND verdict = 'approved')",
            name=op.f("ck_role_change_basis"),
        ),
        sa.CheckConstraint("change IN ('given', 'taken')", name=op.f("ck_role_change_change")),
        sa.CheckConstraint(
            "role IN ('admin', 'author', 'approver', 'analyst', 'integration', 'payroll', 'manager', 'participant')",
            name=op.f("ck_role_change_role"),
        ),
        sa.ForeignKeyConstraint(
            ["approval_id", "request_id", "verdict"],
            ["approval.id", "approval.request_id", "approval.verdict"],
            name=op.f("fk_role_change_approval_id_request_id_verdict"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_role_change_by_id")),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_role_change_principal_id")),
        sa.ForeignKeyConstraint(
            ["request_id", "principal_id", "role", "change"],
            ["role_request.request_id", "role_request.principal_id", "role_request.role", "role_request.change"],
            name=op.f("fk_role_change_request_id_principal_id_role_change"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_change")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_role_change_approval_id")),
    )
    op.create_index(op.f("ix_role_change_principal_id"), "role_change", ["principal_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_role_change_principal_id"), table_name="role_change")
    op.drop_table("role_change")
    op.drop_index(op.f("ix_role_request_principal_id"), table_name="role_request")
    op.drop_table("role_request")
    op.drop_table("audit_cover")
    op.drop_table("approval")
    op.drop_table("api_key_use")
    op.drop_table("api_key_end")
    op.drop_index(op.f("ix_sign_in_change_principal_id"), table_name="sign_in_change")
    op.drop_table("sign_in_change")
    op.drop_table("request_claim")
    op.drop_table("principal_name")
    op.drop_index(op.f("ix_note_subject"), table_name="note")
    op.drop_table("note")
    op.drop_table("bootstrap_end")
    op.drop_index(op.f("ix_audit_entry_subject"), table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_request_id"), table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_principal_id"), table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_operation"), table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_at"), table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_index(op.f("ix_approval_request_subject"), table_name="approval_request")
    op.drop_index(op.f("ix_approval_request_author_id"), table_name="approval_request")
    op.drop_table("approval_request")
    op.drop_index(op.f("ix_api_key_principal_id"), table_name="api_key")
    op.drop_table("api_key")
    op.drop_index(op.f("ix_access_log_subject"), table_name="access_log")
    op.drop_index(op.f("ix_access_log_principal_id"), table_name="access_log")
    op.drop_table("access_log")
    op.drop_table("principal_identity")
    op.drop_table("principal")
    op.drop_index(op.f("ix_audit_block_table_name"), table_name="audit_block")
    op.drop_table("audit_block")
    op.drop_table("approval_policy")

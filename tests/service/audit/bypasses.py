"""Ways around the two-person rule in plain SQL, with the names of what the test store holds in braces."""

from typing import Final

_DECIDE: Final = (
    "INSERT INTO approval (request_id, author_id, content_hash, approver_id, approver_kind, mode, verdict, at)"
    " VALUES ({request}, {author}, '{hash}', {approver}, 'person', 'two_person', 'approved', 0)"
)
_EVENT: Final = (
    "INSERT INTO plan_version_event (version_id, number, previous_number, from_state, to_state, by_id, at,"
    " request_id, approval_id, verdict, effective_from, effective_until) VALUES "
)
_SAME: Final = "'2026-09-01', '2026-10-01')"
_APPROVED: Final = (
    _EVENT + "({version}, 2, 1, 'submitted', 'approved', {author}, 0, {request}, {approval}, 'approved', NULL, NULL)"
)


def _decided(**other: str) -> str:
    """The decision with something else in one of its places."""
    statement = _DECIDE
    for place, value in other.items():
        statement = statement.replace("{" + place + "}", value)
    return statement


ON_BOTH: Final[dict[str, list[str]]] = {
    "the author approves": [_decided(approver="{author}")],
    "the author names somebody else as the author": [_decided(author="{approver}", approver="{author}")],
    "the mode is single": [_decided(approver="{author}").replace("two_person", "single")],
    "a second policy": [
        "INSERT INTO approval_policy (id, mode, set_at) VALUES (2, 'single', 0)",
        _decided(approver="{author}").replace("two_person", "single"),
    ],
    "another policy": ["UPDATE approval_policy SET mode = 'single'"],
    "no policy": ["DELETE FROM approval_policy"],
    "a system approves": [_decided(approver="{system}")],
    "a system says that it is one": [_decided(approver="{system}").replace("'person'", "'system'")],
    "a system becomes a person": ["UPDATE principal SET kind = 'person' WHERE id = {system}"],
    "other content is approved": [_decided(hash="f" * 64)],
    "the approval of another request": [_APPROVED.replace("{approval}", "{old_approval}")],
    "request and approval of another version": [
        _APPROVED.replace("{approval}", "{old_approval}").replace("{request}", "{old_request}")
    ],
    "published without a decision": [
        _EVENT + "({version}, 2, 1, 'submitted', 'published', {author}, 0, NULL, NULL, NULL, " + _SAME
    ],
    "published on a step that is not there": [
        _EVENT + "({version}, 3, 2, 'approved', 'published', {author}, 0, NULL, NULL, NULL, " + _SAME
    ],
    "published first": [_EVENT + "({version}, 1, NULL, NULL, 'published', {author}, 0, NULL, NULL, NULL, " + _SAME],
    "a number is left out": [
        _EVENT + "({version}, 5, 4, 'approved', 'published', {author}, 0, NULL, NULL, NULL, " + _SAME
    ],
    "approved without an approval": [
        _EVENT + "({version}, 2, 1, 'submitted', 'approved', {author}, 0, NULL, NULL, NULL, NULL, NULL)"
    ],
    "a refusal counts as a yes": [
        _EVENT + "({refused_version}, 3, 2, 'refused', 'approved', {author}, 0, {refused_request}, {refusal},"
        " 'approved', NULL, NULL)"
    ],
    "refused and then approved": [_decided(request="{refused_request}", hash="{refused_hash}")],
    "the refusal is turned": ["UPDATE approval SET verdict = 'approved' WHERE id = {refusal}"],
    "the refusal is taken away": ["DELETE FROM approval WHERE id = {refusal}"],
    "the document is edited after approval": [
        "UPDATE plan_version SET document = '{{}}' WHERE request_id = {old_request}"
    ],
    "another document on an approved request": [
        "INSERT INTO plan_version (plan_key, number, document, content_hash, author_id, request_id, request_kind,"
        " request_hash, effective_from, effective_until, submitted_at) SELECT plan_key, 99, '{{}}', content_hash,"
        " author_id, request_id, request_kind, request_hash, '2027-01-01', NULL, 0 FROM plan_version"
        " WHERE request_id = {old_request}"
    ],
    "other days than those approved": [
        _EVENT
        + "({old_version}, 4, 3, 'published', 'published', {author}, 0, NULL, NULL, NULL, '2026-01-01', '2030-01-01')"
    ],
    "the request gets another author": ["UPDATE approval_request SET author_id = {approver} WHERE id = {request}"],
    "the request is asked by somebody else": [
        "DELETE FROM approval_request WHERE id = {request}",
        "INSERT INTO approval_request (id, kind, subject, content_hash, author_id, author_kind, at)"
        " VALUES ({request}, 'plan_version', 'plan/x/1', '{hash}', {approver}, 'person', 0)",
    ],
    "a role on the approval of a plan": [
        "INSERT INTO role_change (principal_id, role, change, basis, by_id, at, request_id, approval_id, verdict)"
        " VALUES ({author}, 'approver', 'given', 'approval', {author}, 0, {old_request}, {old_approval}, 'approved')"
    ],
    "a role as if at the beginning": [
        "INSERT INTO role_change (principal_id, role, change, basis, by_id, at)"
        " VALUES ({author}, 'approver', 'given', 'bootstrap', {author}, 0)"
    ],
    "the beginning again": ["DELETE FROM bootstrap_end"],
}

_INSTEAD: Final = (
    "INSERT OR REPLACE INTO approval (id, request_id, author_id, content_hash, approver_id, approver_kind, mode,"
    " verdict, at) SELECT {id}, request_id, author_id, content_hash, approver_id, approver_kind, mode, 'approved', 0"
    " FROM approval WHERE id = {{refusal}}"
)
ON_SQLITE: Final[dict[str, list[str]]] = {
    "the policy is replaced": ["INSERT OR REPLACE INTO approval_policy (id, mode, set_at) VALUES (1, 'single', 0)"],
    "REPLACE means the same": ["REPLACE INTO approval_policy (id, mode, set_at) VALUES (1, 'single', 0)"],
    "the policy is replaced in place": ["UPDATE OR REPLACE approval_policy SET mode = 'single'"],
    "a refusal is replaced by its id": [_INSTEAD.format(id="{refusal}")],
    "a refusal is replaced by its request": [_INSTEAD.format(id="NULL")],
    "an approval is replaced in place": ["UPDATE OR REPLACE approval SET verdict = 'approved' WHERE id = {refusal}"],
    "a version is replaced by its number": [
        "INSERT OR REPLACE INTO plan_version (plan_key, number, document, content_hash, author_id, request_id,"
        " request_kind, request_hash, effective_from, submitted_at) SELECT plan_key, number, '{{}}', content_hash,"
        " author_id, {request}, request_kind, request_hash, effective_from, 0 FROM plan_version"
        " WHERE request_id = {old_request}"
    ],
    "a row is replaced by its hidden number": [
        "INSERT OR REPLACE INTO approval_policy (rowid, id, mode, set_at) VALUES (1, 2, 'single', 0)"
    ],
    "a conflict becomes an update": [
        "INSERT INTO approval_policy (id, mode, set_at) VALUES (1, 'single', 0)"
        " ON CONFLICT (id) DO UPDATE SET mode = 'single'"
    ],
}
ON_POSTGRESQL: Final[dict[str, list[str]]] = {
    "a conflict becomes an update": [
        "INSERT INTO approval_policy (id, mode, set_at) VALUES (1, 'single', 0)"
        " ON CONFLICT (id) DO UPDATE SET mode = 'single'"
    ],
    "triggers are switched off": ["ALTER TABLE approval DISABLE TRIGGER ALL"],
    "triggers are passed over": ["SET session_replication_role = replica"],
    "constraints are dropped": ["ALTER TABLE approval DROP CONSTRAINT ck_approval_two_persons"],
    "the function is replaced": [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    ],
    "a table is emptied": ["TRUNCATE approval_policy CASCADE"],
    "the owner's role is taken": ["SET ROLE bonus_owner"],
    "rows are merged": [
        "MERGE INTO approval_policy p USING (SELECT 1 AS id) s ON p.id = s.id"
        " WHEN MATCHED THEN UPDATE SET mode = 'single'"
    ],
}

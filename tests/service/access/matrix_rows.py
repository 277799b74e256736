"""One line for every operation: with whose ids it is called, and what those get who may call it.

Who may call it follows from the scope that the operation declares; everybody else gets 403, and 401 without a key. The
body is the first example of openapi.json.

- An address with a principal (`{id}` under `/v1/principals`) or a participant (`{external_id}`) is called with the
  caller's own id, with somebody else's and with that of somebody who was erased; `own`, `foreign` and `erased` are what
  comes back. A participant outside the caller's reach is 404 whatever stands here.
- Other names of an address are given in `path`; then only `own` counts.
- What begins with `$` is a value that `matrix_subjects.py` made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Row:
    """What an operation answers to those who may call it."""

    own: int = 200
    foreign: int = 200
    erased: int = 200
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    """Instead of the first example; a text is sent as it stands."""


PLAN: Final = {"key": "$plan"}
VERSION: Final = {**PLAN, "number": "1"}
SEEN: Final = {"If-Match": "$draft"}
ASSIGNMENT: Final = {"id": "$assignment"}
ASSIGNMENT_SEEN: Final = {"If-Match": "$assignment_tag"}
ASSIGNED: Final = {"participant": "E-somebody", "plan": "to-come", "effective_from": "2026-01-01"}
_PERIOD: Final = {"calendar": "none", "key": "2026-03", "pay_group": "all"}
RUN: Final = {"id": "99"}
_PAYMENT: Final = {"id": "1000"}
CSV: Final = {"Content-Type": "text/csv"}

ROWS: Final[Mapping[str, Row]] = {
    # without a store
    "calculate_bonuses": Row(),
    "check_plan": Row(),
    "check_formula": Row(),
    "list_shipped_plans": Row(),
    "get_shipped_plan": Row(path={"key": "b2b-sales-manager"}),
    "/metrics": Row(),
    # plans
    "list_plans": Row(),
    "/v1/plans/check": Row(own=405),
    "get_plan": Row(path=PLAN),
    "get_plan_draft": Row(path=PLAN),
    "put_plan_draft": Row(path={"key": "account-manager"}, own=201),
    "delete_plan_draft": Row(path=PLAN, headers=SEEN, own=204),
    "take_kpi": Row(path=PLAN, headers=SEEN),
    "submit_plan_draft": Row(path=PLAN, headers=SEEN, own=201, body={"effective_from": "2028-01-01"}),
    "list_plan_versions": Row(path=PLAN),
    "get_plan_version": Row(path=VERSION),
    "compare_plan_versions": Row(path=PLAN, query={"from": "1", "to": "2"}),
    "publish_plan_version": Row(path={**PLAN, "number": "2"}),
    "retire_plan_version": Row(path=VERSION),
    "clone_plan_version": Row(path=VERSION, own=201, body={"key": "another"}),
    "roll_back_plan": Row(path=VERSION, own=201, body={"effective_from": "2028-01-01"}),
    # what needs two persons
    "list_audit": Row(),
    "get_audit_head": Row(),
    "list_approvals": Row(),
    "get_approval": Row(path={"id": "$waiting"}),
    "approve_request": Row(path={"id": "$waiting"}, body={"content_hash": "$waiting_hash"}),
    "refuse_request": Row(path={"id": "$waiting"}, body={"content_hash": "$waiting_hash", "reason": "No."}),
    # those who act
    "list_principals": Row(),
    "create_principal": Row(own=201),
    "get_principal": Row(),
    "link_principal_participant": Row(erased=409, body={"participant": None}),
    "erase_principal": Row(own=409, erased=409),
    "list_role_changes": Row(),
    "ask_role_change": Row(own=201, foreign=201, erased=409, body={"role": "analyst", "change": "given"}),
    "list_keys": Row(),
    "create_key": Row(own=201, foreign=201, erased=409, body={}),
    "rotate_key": Row(own=201, foreign=201, erased=409),
    "revoke_key": Row(),
    "create_identity": Row(own=201, foreign=201, erased=409),
    "delete_identity": Row(own=404, foreign=404, erased=404, query={"issuer": "i", "subject": "s"}),
    "get_me": Row(),
    "rotate_own_key": Row(own=201),
    # people
    "list_participants": Row(),
    "create_participant": Row(own=201),
    "put_participants": Row(),
    "get_participant": Row(erased=404),
    "put_participant": Row(),
    "list_participant_attributes": Row(erased=404),
    "list_participant_team": Row(erased=404),
    "erase_participant": Row(own=204, foreign=204, erased=404),
    "list_assignments": Row(),
    "create_assignment": Row(own=201, body=ASSIGNED),
    "get_assignment": Row(path=ASSIGNMENT),
    "list_assignment_revisions": Row(path=ASSIGNMENT),
    "put_assignment": Row(path=ASSIGNMENT, headers=ASSIGNMENT_SEEN),
    "withdraw_assignment": Row(path=ASSIGNMENT, headers=ASSIGNMENT_SEEN),
    # the KPI library
    "list_kpis": Row(),
    "check_kpi": Row(),
    "create_kpi": Row(own=201),
    "get_kpi": Row(path={"key": "win_rate"}),
    "replace_kpi": Row(own=404, path={"key": "call_conversion"}),
    "list_kpi_versions": Row(path={"key": "win_rate"}),
    "get_kpi_version": Row(path={"key": "win_rate", "version": "1"}),
    "retire_kpi": Row(own=409, path={"key": "win_rate"}),
    "clone_kpi": Row(own=201, path={"key": "win_rate"}),
    "list_kpi_uses": Row(path={"key": "win_rate"}),
    # periods
    "create_calendar": Row(own=201),
    "list_calendars": Row(),
    "get_calendar": Row(own=404, path={"key": "none"}),
    "generate_periods": Row(own=404, path={"key": "none"}),
    "list_periods": Row(),
    "get_period": Row(own=404, path=_PERIOD),
    "get_pay_group_period": Row(own=404, path=_PERIOD),
    "calculate_period": Row(own=404, path=_PERIOD),
    "lock_period": Row(own=404, path=_PERIOD),
    "reopen_period": Row(own=404, path=_PERIOD),
    "unlock_period": Row(own=404, path=_PERIOD),
    "get_close": Row(own=404, path=_PERIOD),
    "ask_close": Row(own=404, path=_PERIOD),
    "create_hold": Row(own=404),
    "list_holds": Row(own=404, query={"calendar": "none", "period": "2026-03"}),
    "release_hold": Row(own=404, path={"id": "1"}),
    "open_dispute": Row(own=404),
    "list_disputes": Row(),
    **{f"{step}_dispute": Row(own=404, path={"id": "1"}) for step in ("get", "withdraw", "answer", "refuse", "adjust")},
    "ask_openings": Row(own=404),
    "ask_adjustments": Row(own=422),
    "list_adjustments": Row(),
    "import_openings": Row(
        own=404, query={"calendar": "none", "before": "2026-03"}, body="participant,plan,kind,key,value\n", headers=CSV
    ),
    "import_adjustments": Row(
        own=404,
        query={"calendar": "none", "period": "2026-03"},
        body="participant,amount,currency,reason\n",
        headers=CSV,
    ),
    **{f"get_{what}_template_{kind}": Row() for what in ("openings", "adjustments") for kind in ("csv", "xlsx")},
    "add_holidays": Row(own=404, path={"key": "none"}),
    "list_holidays": Row(own=404, path={"key": "none"}),
    # comparisons
    "compare_runs": Row(own=404, query={"from_run": "1", "to_run": "2"}),
    "get_change_causes": Row(own=404, path={"participant": "E-somebody"}, query={"from_run": "1", "to_run": "2"}),
    "compare_with_spreadsheet": Row(
        own=404, path=_PERIOD, query={"run": "1"}, body="participant,amount\n", headers=CSV
    ),
    "get_participant_progress": Row(own=404, foreign=404, erased=404, query={"calendar": "none", "until": "2026-03"}),
    # exchange rates
    "add_rates": Row(),
    "list_rates": Row(),
    # facts
    "send_facts": Row(),
    "import_facts": Row(own=422, body="participant,key,date,value\nE-somebody,none,2026-03-14,1\n", headers=CSV),
    "get_facts_template_csv": Row(),
    "get_facts_template_xlsx": Row(),
    # runs; what becomes of one is tried in tests/service/runs
    "start_run": Row(own=422, headers={"Idempotency-Key": "one"}),
    "list_runs": Row(),
    "get_run": Row(own=404, path=RUN),
    "watch_run": Row(own=404, path=RUN),
    "cancel_run": Row(own=404, path=RUN),
    "retry_run": Row(own=404, path=RUN),
    "list_run_results": Row(own=404, path=RUN),
    "get_result": Row(own=404, path={"id": "99-1-1"}),
    "replay_result": Row(own=404, path={"id": "99-1-1"}),
    "list_facts": Row(query={"participant": "E-somebody"}),
    "list_waiting_facts": Row(),
    "release_known_facts": Row(),
    "release_fact": Row(path={"id": "$waiting_fact"}, body={"participant": "E-somebody"}),
    "dismiss_fact": Row(path={"id": "$waiting_fact"}),
    "complete_facts": Row(own=404, path=_PERIOD),
    "get_completeness": Row(own=404, path=_PERIOD),
    # payments
    "create_payment": Row(own=404, headers={"Idempotency-Key": "one"}),
    "list_payments": Row(),
    "get_payment": Row(own=404, path=_PAYMENT),
    "list_payment_lines": Row(own=404, path=_PAYMENT),
    "create_payment_export": Row(own=404, path=_PAYMENT),
    "list_payment_exports": Row(own=404, path=_PAYMENT),
    "get_payment_file": Row(own=404, path={**_PAYMENT, "export": "1"}),
    "create_payment_receipt": Row(own=404, path=_PAYMENT),
    "list_payment_receipts": Row(own=404, path=_PAYMENT),
    "list_export_mappings": Row(),
    "get_export_mapping": Row(own=404, path={"name": "none"}),
    "put_export_mapping": Row(path={"name": "house"}),
    "get_accruals": Row(own=404, path=_PERIOD),
    # statements
    "list_statements": Row(),
    "get_statement": Row(own=404, foreign=404, erased=404, path={"calendar": "none", "period": "2026-03"}),
    "publish_statements": Row(own=404),
    # files of people
    "import_participants": Row(body="participant,name\nE-somebody,Ann\n", headers=CSV),
    "get_participants_template_csv": Row(),
    "get_participants_template_xlsx": Row(),
    "export_participants_csv": Row(),
    "export_participants_xlsx": Row(),
    "import_assignments": Row(body="participant,plan,effective_from\nE-somebody,to-come,2026-01-01\n", headers=CSV),
    "get_assignments_template_csv": Row(),
    "get_assignments_template_xlsx": Row(),
    "export_assignments_csv": Row(),
    "export_assignments_xlsx": Row(),
    **{
        f"/v1/{what}/{file}": Row(own=405)
        for what in ("participants", "assignments")
        for file in ("import", "template.csv", "template.xlsx", "export.csv", "export.xlsx")
    },
}

"""The two-person rule: what one person wants takes effect when another person has agreed to exactly that."""

from service.two_person.policy import Mode, policy_is_set, policy_mode, set_policy
from service.two_person.requests import (
    Decision,
    Kind,
    State,
    Verdict,
    ask,
    decide,
    decision_of,
    find_request,
    list_requests,
    write_note,
)

__all__ = [
    "Decision",
    "Kind",
    "Mode",
    "State",
    "Verdict",
    "ask",
    "decide",
    "decision_of",
    "find_request",
    "list_requests",
    "policy_is_set",
    "policy_mode",
    "set_policy",
    "write_note",
]

"""Whether a second person is needed: chosen once, at the first start."""

from typing import Final, Literal

from sqlmodel import select

from service.store.tables import ApprovalPolicy
from service.work import Work

Mode = Literal["two_person", "single"]
_ONLY: Final = 1


def policy_mode(work: Work) -> str:
    """`two_person` or `single`; raises LookupError in a store that was never started."""
    mode = work.session.exec(select(ApprovalPolicy.mode)).one_or_none()
    if mode is None:
        raise LookupError("the approval policy is set at the first start")
    return mode


def policy_is_set(work: Work) -> bool:
    """Whether this store was started before."""
    return work.session.exec(select(ApprovalPolicy.mode)).one_or_none() is not None


def set_policy(work: Work, mode: Mode) -> None:
    """Choose; the database refuses a second choice."""
    work.add(ApprovalPolicy(id=_ONLY, mode=mode, set_at=work.now))
    work.changed("approvals.policy_set", f"approval_policy/{mode}")

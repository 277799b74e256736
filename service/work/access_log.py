"""Who read what people are paid: a line for each request that showed pay."""

from service.store.tables import AccessLog
from service.work.work import Work


def record_reading(work: Work, operation: str, subject: str, people: int) -> None:
    """Note that the actor was shown the pay of so many people; `subject` holds internal numbers, never names."""
    work.add(
        AccessLog(
            at=work.now,
            principal_id=work.actor.principal_id,
            operation=operation,
            subject=subject,
            people=people,
            request_id=work.actor.request_id,
        )
    )
    work.changed("pay.read", subject)

"""A request with an idempotency key has its effect once, also where that effect is that nothing changes."""

from sqlmodel import col, select

from service.access.operators import operator_actor
from service.store.database import Database
from service.store.tables import AuditEntry
from service.store.transactions import in_read_transaction
from service.work import Claim, Claimed, Work, carry_out, claimed

CLAIM = Claim("put_things", "my-request", "0" * 64)


def test_a_request_that_changes_nothing_is_remembered_and_told(database: Database) -> None:
    actor = operator_actor(database, "tester")

    def found_as_wanted(work: Work) -> Claimed:
        return claimed(work, CLAIM, lambda _work: "things/none")

    first, again = (carry_out(database, actor, found_as_wanted) for _ in range(2))
    assert (first, again) == (Claimed("things/none", replayed=False), Claimed("things/none", replayed=True))
    newest = select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(1)
    last = in_read_transaction(database, lambda session: session.exec(newest).one())
    assert (last.operation, last.subject) == ("request.changed_nothing", "operation/put_things")

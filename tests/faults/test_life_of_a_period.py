"""Whatever happens to a month, and in whichever order, everybody is paid what they are due, once.

People join and leave; deals come, are corrected, taken back, wait and come late; runs, bookings, locks, payments,
holds, adjustments and corrections follow each other at random. The same few lives by default; `LIFE_EXAMPLES` others of
`LIFE_STEPS` steps (`make faults`).
"""

import os
import sys
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import text

from tests.faults.careful_callers import Callers
from tests.faults.conftest import Stores
from tests.faults.intact import is_intact
from tests.faults.what_is_due import FUND, NORMAL, Due, Said
from tests.service.periods.world import MARCH, code, with_months
from tests.service.plans.steps import decide, published
from tests.service.runs.ready import PLAN, compute, results_of, shown, started
from tests.stores import Store

EXAMPLES: Final = int(os.environ.get("LIFE_EXAMPLES", "3"))
SAME_LIVES: Final = "LIFE_EXAMPLES" not in os.environ
STEPS: Final = int(os.environ.get("LIFE_STEPS", "20"))
NAMES: Final = ("E1", "E2", "E3", "E4")
APRIL: Final = MARCH.replace("03", "04")
OK, CREATED, ACCEPTED = 200, 201, 202
DOCUMENT: Final[dict[str, Any]] = {
    "schema": "bonus-plan/1",
    "key": PLAN,
    "title": "Sales",
    "currency": "EUR",
    "frequency": "month",
    "inputs": {"fund": {"kind": "money"}},
    "facts": {"revenue": {"take": "sum"}},
    "kpis": [
        {
            "key": "revenue",
            "weight": "1",
            "levels": {"base": "0", "normal": str(NORMAL)},
            "curve": {"kind": "linear", "cap": None},
        }
    ],
    "components": [{"key": "bonus", "amount": "fund * coefficient"}],
    "examples": [
        {"name": "at normal", "inputs": {"fund": "100"}, "facts": {"revenue": "300"}, "expect": {"total": "100.00"}}
    ],
}
names = st.sampled_from(NAMES)
values = st.integers(0, 2 * NORMAL)
cents = st.integers(-5000, 5000).filter(bool)

pytestmark = pytest.mark.slow


def _cents(amount: str) -> int:
    return int(amount.replace(".", ""))


def _states(*allowed: str) -> Callable[[Any], bool]:
    return lambda life: life.due.state in allowed


def _staffed(*allowed: str) -> Callable[[Any], bool]:
    return lambda life: life.due.state in allowed and bool(life.due.members)


class Life(RuleBasedStateMachine):
    """A month over HTTP, beside what everybody is due of it."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.callers = Callers(store.database.url.render_as_string(hide_password=False), store.keys)
        self.as_ = self.callers.as_
        self.due = Due()
        self.numbers = 0
        self.assignments: dict[str, str] = {}
        self.holds: dict[str, str] = {}
        self.computed: dict[str, int | None] = {}
        self.run = ""
        self.kept: list[str] = []
        self.booked: dict[str, list[Any]] = {}

    # What happens to people and their deals.

    @rule(who=names)
    def join(self, who: str) -> None:
        if who in self.due.members:
            return
        payroll = self.as_("payroll")
        assert payroll.post("/v1/participants/bulk", json={"participants": [{"id": who}]}).status_code == OK
        sent = {"participant": who, "plan": PLAN, "effective_from": "2026-01-01", "inputs": {"fund": str(FUND)}}
        made = self.made("/v1/assignments", sent, CREATED)
        self.assignments[who] = made["id"]
        self.due.known.add(who)
        self.due.members.add(who)
        self.computed = {}

    @rule(who=names)
    def leave(self, who: str) -> None:
        if who not in self.due.members:
            return
        path = f"/v1/assignments/{self.assignments.pop(who)}"
        tag = self.as_("payroll").get(path).headers["ETag"]
        withdrawn = self.as_("payroll").post(f"{path}/withdraw", headers={"If-Match": tag})
        assert withdrawn.status_code == OK, withdrawn.text
        self.due.members.discard(who)
        self.computed = {}

    @rule(who=names, value=values)
    def tell(self, who: str, value: int) -> None:
        ref = self.number("deal")
        if who in self.due.known:
            self.send(ref, 0, Said(who, value), added=1)
            self.due.deals[ref] = [Said(who, value)]
        else:
            self.send(ref, 0, Said(who, value), waiting=1)
            self.due.waiting[ref] = Said(who, value)

    @precondition(lambda life: life.due.deals)
    @rule(choice=st.randoms(use_true_random=False), who=names, value=st.none() | values)
    def tell_anew(self, choice: Any, who: str, value: int | None) -> None:
        ref = choice.choice(sorted(self.due.deals))
        said = self.due.deals[ref]
        new = Said(who if who in self.due.known and value is not None else said[-1].who, value)
        self.send(ref, len(said), new, added=1)
        said.append(new)

    @precondition(lambda life: life.due.deals)
    @rule(choice=st.randoms(use_true_random=False))
    def repeat(self, choice: Any) -> None:
        ref = choice.choice(sorted(self.due.deals))
        revision = choice.randrange(len(self.due.deals[ref]))
        self.send(ref, revision, self.due.deals[ref][revision], known=1)

    @precondition(lambda life: life.due.waiting)
    @rule()
    def release_facts(self) -> None:
        released = self.made("/v1/facts/waiting/release", None, OK)["released"]
        assert released == self.due.release()

    # What is computed.

    @precondition(_staffed("open", "calculated", "approved", "locked", "paid"))
    @rule()
    def preview(self) -> None:
        self.compute("preview")

    @precondition(_staffed("open", "calculated"))
    @rule(who=names, value=values)
    def final(self, who: str, value: int) -> None:
        run = started(self.as_)
        expected = self.due.pay()
        self.tell(who, value)
        self.run = self.finished(run, expected)
        self.computed = expected
        self.kept.append(run)
        self.due.state = "calculated"

    # What is decided.

    @precondition(lambda life: life.due.state == "calculated" and life.computed)
    @rule()
    def book(self) -> None:
        self.agree(self.close(MARCH, self.run, self.computed))
        self.due.book(self.computed)
        self.booked[self.run] = self.stored(self.run)

    @precondition(_states("calculated", "approved"))
    @rule()
    def reopen(self) -> None:
        self.move("reopen", "open")

    @precondition(_states("approved"))
    @rule()
    def lock(self) -> None:
        self.move("lock", "locked")

    @precondition(lambda life: life.due.state == "locked")
    @rule()
    def unlock(self) -> None:
        answer = self.as_("payroll").post(f"{MARCH}/unlock", json={"reason": "something is missing"})
        if self.due.is_corrected:
            assert code(answer) == (409, "period.corrected")
            return
        self.agree(answer)
        self.due.state = "open"

    @precondition(lambda life: life.due.known and life.due.state not in ("locked", "paid"))
    @rule(who=names, amount=cents)
    def adjust(self, who: str, amount: int) -> None:
        if who not in self.due.known:
            return
        sign, whole = "-" if amount < 0 else "", abs(amount)
        euros = f"{sign}{whole // 100}.{whole % 100:02}"
        row = {"participant": who, "amount": euros, "currency": "EUR", "reason": "a try"}
        body = {"calendar": "monthly", "period": "2026-03", "adjustments": [row]}
        self.agree(self.as_("payroll").post("/v1/adjustments", json=body))
        self.due.adjusted.append((who, amount))

    @rule(who=names)
    def hold(self, who: str) -> None:
        if who not in self.due.known or who in self.due.held or self.due.is_paid(who):
            return
        body = {"calendar": "monthly", "period": "2026-03", "participant": who, "reason": "a try"}
        self.holds[who] = self.made("/v1/holds", body, CREATED)["id"]
        self.due.held.add(who)

    @precondition(lambda life: life.due.held)
    @rule(choice=st.randoms(use_true_random=False))
    def let_go(self, choice: Any) -> None:
        who = choice.choice(sorted(self.due.held))
        self.made(f"/v1/holds/{self.holds.pop(who)}/release", None, OK)
        self.due.held.discard(who)

    @precondition(_states("locked", "paid"))
    @rule()
    def pay(self) -> None:
        payable = self.due.payable()
        answer = self.payment("2026-03")
        if self.due.state == "paid" and not payable:
            assert code(answer) == (409, "payment.nothing_payable")
            return
        assert (answer.status_code, answer.json()["lines"]) == (CREATED, len(payable))
        self.due.paid |= payable
        self.due.state = "paid"

    @precondition(_staffed("locked", "paid"))
    @rule()
    def correct(self) -> None:
        run, computed = self.compute("correction")
        self.kept.append(run)
        self.agree(self.close(MARCH, run, computed, into="2026-04"))
        self.due.correct(computed)

    # What must be true after each step, and at the end.

    @invariant()
    def everybody_was_paid_what_the_reference_says(self) -> None:
        assert self.sums("2026-03") == self.due.sums()

    @invariant()
    def the_period_is_where_the_reference_is(self) -> None:
        assert self.as_("payroll").get(MARCH).json()["state"] == self.due.state

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                self.come_to_an_end()
        finally:
            self.callers.close()
            self.store.database.close()

    def come_to_an_end(self) -> None:
        """Everything is booked, released, corrected and paid, in April too; then nothing is owed."""
        if not self.due.members:
            self.join(NAMES[0])
        if self.due.state in ("open", "calculated"):
            self.final(NAMES[0], NORMAL)
            self.book()
        if self.due.state == "approved":
            self.lock()
        self.pay()
        for who in sorted(self.due.held):
            self.made(f"/v1/holds/{self.holds.pop(who)}/release", None, OK)
        self.due.held.clear()
        self.pay()
        self.correct()
        self.end_april()
        every = {who: amount for who, amount in self.sums().items() if amount}
        assert every == {who: amount for who, amount in self.due.in_the_end().items() if amount}
        for run in self.kept:
            for result in results_of(self.as_, run):
                replayed = self.as_("analyst").post(f"/v1/results/{result['id']}/replay").json()
                assert replayed["verdict"] == "identical"
        assert {run: self.stored(run) for run in self.booked} == self.booked
        assert is_intact(self.store.database)

    def end_april(self) -> None:
        """Nothing happened in April: it pays what March carried into it."""
        run = started(self.as_, period="2026-04")
        compute(self.store.database)
        nothing: dict[str, int | None] = dict.fromkeys(self.due.members)
        self.agree(self.close(APRIL, run, nothing))
        assert self.as_("payroll").post(f"{APRIL}/lock").status_code == OK
        assert self.payment("2026-04").status_code == CREATED

    # How it is said to the service.

    def number(self, of: str) -> str:
        self.numbers += 1
        return f"{of}-{self.numbers}"

    def made(self, path: str, body: Any, status: int) -> Any:
        answer = self.as_("payroll").post(path, json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    def send(self, ref: str, revision: int, said: Said, *, added: int = 0, known: int = 0, waiting: int = 0) -> None:
        what: dict[str, Any] = {"retracted": True} if said.value is None else {"value": str(said.value)}
        fact = {
            "participant": said.who, "key": "revenue", "date": "2026-03-10", "source": "crm", "source_id": ref,
            "revision": revision, **what,
        }  # fmt: skip
        answer = self.as_("integration").post("/v1/facts", json={"facts": [fact]})
        assert answer.status_code == OK, answer.text
        body = answer.json()
        assert (body["added"], body["known"], body["waiting"]) == (added, known, waiting)

    def compute(self, kind: str) -> tuple[str, dict[str, int | None]]:
        run, expected = started(self.as_, kind), self.due.pay()
        return self.finished(run, expected), expected

    def finished(self, run: str, expected: dict[str, int | None]) -> str:
        compute(self.store.database)
        assert shown(self.as_, run)["state"] == "finished"
        found = {
            result["participant"]: None if result["total"] is None else _cents(result["total"])
            for result in results_of(self.as_, run)
        }
        assert found == expected
        return run

    def close(self, place: str, run: str, computed: dict[str, int | None], **more: str) -> Any:
        deferred = [
            {"participant": who, "plan": PLAN, "reason": "nothing was said"}
            for who, amount in sorted(computed.items())
            if amount is None
        ]
        body = {"run": run, "variance_limits": {"amounts": {"EUR": "1000000"}}, "confirm_warnings": True, **more}
        return self.as_("payroll").post(f"{place}/close", json={**body, "deferrals": deferred})

    def agree(self, asked: Any) -> None:
        assert asked.status_code == ACCEPTED, asked.text
        agreed = decide(self.as_, asked.json()["request_id"])
        assert agreed.status_code == OK, agreed.text

    def move(self, move: str, state: str) -> None:
        answer = self.as_("payroll").post(f"{MARCH}/{move}")
        assert (answer.status_code, answer.json()["state"]) == (OK, state)
        self.due.state = state

    def payment(self, period: str) -> Any:
        body = {"calendar": "monthly", "period": period}
        return self.as_("payroll").post("/v1/payments", json=body, headers={"Idempotency-Key": self.number("pay")})

    def sums(self, period: str | None = None) -> dict[str, int]:
        query = text(
            "SELECT external_id, SUM(amount_minor) FROM payment_line l JOIN person USING (participant_id)"
            " JOIN period p ON p.id = l.paid_period_id WHERE p.key = :period OR :period IS NULL GROUP BY external_id"
        )
        with self.store.database.reading.begin() as connection:
            return {who: int(amount) for who, amount in connection.execute(query, {"period": period})}

    def stored(self, run: str) -> list[Any]:
        query = text(
            "SELECT l.participant_id, r.document, r.input, r.result_hash FROM run_result l"
            " JOIN result r ON r.id = l.result_id WHERE l.run_id = :run ORDER BY 1"
        )
        with self.store.database.reading.begin() as connection:
            return [tuple(row) for row in connection.execute(query, {"run": int(run)})]


def test_everybody_is_paid_what_they_are_due(stores: Stores, store_kind: str) -> None:
    prepared = stores.new()
    callers = Callers(prepared.database.url.render_as_string(hide_password=False), prepared.keys)
    with_months(callers.as_)
    published(callers.as_, DOCUMENT)
    callers.close()

    class OwnLife(Life):
        """One with a store of its own."""

        def __init__(self) -> None:
            super().__init__(stores.copy_of(prepared))

    examples = EXAMPLES if store_kind == "sqlite" else max(2, EXAMPLES // 4)
    lives = settings(max_examples=examples, stateful_step_count=STEPS, deadline=None, derandomize=SAME_LIVES)
    run_state_machine_as_test(OwnLife, settings=lives)

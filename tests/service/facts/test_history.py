"""Every revision that was told, as it was known at a moment."""

from service.clock import now
from service.web.moments import moment_text
from tests.service.facts.world import fact, found, send, with_keys, with_people
from tests.stores import As


def test_revisions_stand_with_what_became_of_them(as_: As) -> None:
    with_people(as_, "E1", "E2")
    with_keys(as_, "revenue", "deals")
    send(as_, fact("a", at="2026-03-31T23:30:00Z", date=None), fact("b", participant="E2"), fact("c", key="deals"))
    moment = moment_text(now())
    send(as_, fact("a", value=None, row={"amount": 5, "new": True}, revision=2, currency="EUR", evidence="seen"))
    send(as_, fact("a", value="good", revision=1))
    send(as_, fact("d", value=None, retracted=True, date="2026-05-01"))

    def listed(**query: str) -> list[tuple[str, int, bool]]:
        answer = as_("integration").get("/v1/facts", params={"participant": "E1", **query})
        assert answer.status_code == 200, answer.text
        return [(each["source_id"], each["revision"], each["superseded"]) for each in answer.json()["data"]]

    everything = [("a", 0, True), ("c", 0, False), ("a", 2, False), ("a", 1, True), ("d", 0, False)]
    assert listed() == everything
    assert listed(key="deals") == [("c", 0, False)]
    assert listed(**{"from": "2026-04-01"}) == [("d", 0, False)]
    assert listed(until="2026-03-15") == [("c", 0, False), ("a", 2, False), ("a", 1, True)]
    assert listed(as_of=moment) == [("a", 0, False), ("c", 0, False)]
    whole = as_("integration").get("/v1/facts", params={"participant": "E1"}).json()["data"]
    assert (whole[0]["date"], whole[0]["time"], whole[0]["value"]) == ("2026-03-31", "23:30:00", "5")
    assert (whole[2]["row"], whole[2]["currency"], whole[2]["evidence"]) == (
        {"amount": "5", "new": True},
        "EUR",
        "seen",
    )
    assert (whole[3]["value"], whole[4]["retracted"]) == ("good", True)


def test_of_somebody_who_is_not_there_nothing_is_told(as_: As) -> None:
    answer = as_("integration").get("/v1/facts", params={"participant": "E9"})
    assert (answer.status_code, found(answer)) == (404, [("participant.not_found", "query participant")])
    assert as_("integration").get("/v1/facts").status_code == 422
    assert as_("manager").get("/v1/facts", params={"participant": "E9"}).status_code == 403

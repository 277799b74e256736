"""Drafts: what was written comes back, and nobody overwrites what they have not seen."""

import json

from rules import parse_plan, plan_hash
from tests.service.plans.steps import KEY, As, codes, etag_of, plan, write

DRAFT = f"/v1/plans/{KEY}/draft"


def test_a_draft_is_written_and_read(as_: As) -> None:
    answer = write(as_, plan())
    assert answer.status_code == 201
    expected = plan_hash(parse_plan(plan()))
    assert etag_of(answer) == f'"{expected}"'
    assert answer.json().keys() == {"key", "hash", "author_id", "changed_at"}
    read = as_("analyst").get(DRAFT)
    assert (read.json()["document"], read.json()["hash"], etag_of(read)) == (plan(), expected, f'"{expected}"')


def test_the_text_stays_as_it_was_written(as_: As) -> None:
    text = json.dumps(plan(title="Pr\u00e4mie")).replace('"100000"', "100000.50", 1)
    answer = as_("author").put(DRAFT, content=text.encode(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 201
    assert f'"document":{text}' in as_("author").get(DRAFT).text


def test_a_draft_may_have_problems(as_: As) -> None:
    assert write(as_, {"key": KEY, "kpis": "later"}).status_code == 201


def test_what_is_no_draft_of_this_plan(as_: As) -> None:
    for document, code in (
        (plan(key="another-plan"), "draft.other_key"),
        ({"title": "no key"}, "draft.other_key"),
        ({"key": KEY, "title": "\x00"}, "plan.text"),
    ):
        answer = as_("author").put(DRAFT, json=document)
        assert (answer.status_code, codes(answer)) == (422, [code])
    assert as_("author").get(f"/v1/plans/{KEY}").status_code == 404


def test_an_address_that_is_no_plan_key(as_: As) -> None:
    for key in ("Small", "a--b", "x" * 49, "a b"):
        answer = as_("author").put(f"/v1/plans/{key}/draft", json=plan(key=key))
        assert (answer.status_code, codes(answer)) == (422, ["request.bad_value"])


def test_the_address_of_the_check_is_no_plan(as_: As) -> None:
    assert codes(write(as_, plan(key="check"))) == ["draft.reserved_key"]
    answer = as_("author").get("/v1/plans/check")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_a_change_names_what_it_changes(as_: As) -> None:
    first = etag_of(write(as_, plan()))
    assert (write(as_, plan(title="Two")).status_code, codes(write(as_, plan(title="Two")))) == (
        428,
        ["draft.if_match_missing"],
    )
    changed = write(as_, plan(title="Two"), first)
    assert changed.status_code == 200
    lost = write(as_, plan(title="Three"), first)
    assert (lost.status_code, codes(lost)) == (412, ["draft.changed"])
    assert write(as_, plan(title="Three"), f'"x", {etag_of(changed)}').status_code == 200
    assert as_("author").get(DRAFT).json()["document"]["title"] == "Three"


def test_what_was_seen_is_said_exactly(as_: As) -> None:
    write(as_, plan())
    for header, status, code in (
        ({"If-None-Match": "*"}, 412, "draft.changed"),
        ({"If-Match": "*"}, 422, "request.bad_value"),
        ({"If-Match": "W/x"}, 422, "request.bad_value"),
        ({"If-None-Match": '"x"'}, 422, "request.bad_value"),
        ({"If-Match": '"x"'}, 412, "draft.changed"),
    ):
        answer = as_("author").put(DRAFT, json=plan(title="Two"), headers=header)
        assert (answer.status_code, codes(answer)) == (status, [code])


def test_a_new_draft_is_made_only_where_there_is_none(as_: As) -> None:
    missing = write(as_, plan(), '"x"')
    assert (missing.status_code, codes(missing)) == (412, ["draft.changed"])
    assert as_("author").put(DRAFT, json=plan(), headers={"If-None-Match": "*"}).status_code == 201


def test_a_draft_is_deleted_by_who_has_seen_it(as_: As) -> None:
    tag = etag_of(write(as_, plan()))
    assert as_("author").delete(DRAFT).status_code == 428
    assert as_("author").delete(DRAFT, headers={"If-Match": '"x"'}).status_code == 412
    assert as_("author").delete(DRAFT, headers={"If-Match": tag}).status_code == 204
    assert codes(as_("author").get(DRAFT)) == ["draft.not_found"]
    assert codes(as_("author").get(f"/v1/plans/{KEY}")) == ["plan.not_found"]
    assert as_("author").delete(DRAFT, headers={"If-Match": tag}).status_code == 404
    assert write(as_, plan()).status_code == 201


def test_only_authors_write(as_: As) -> None:
    for role in ("approver", "analyst", "payroll", "manager", "participant", "integration"):
        answer = write(as_, plan(), role=role)
        assert (answer.status_code, codes(answer)) == (403, ["key.scope_missing"]), role
    assert write(as_, plan(), role="admin").status_code == 201  # the first admin is an author too

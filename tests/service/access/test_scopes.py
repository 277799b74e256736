"""Roles bring scopes, keys take some away, and a role over few people never reaches more of them."""

import pytest

from service.access.scopes import PERSON_ROLES, ROLES, SCOPES, Reach, reach_of, scopes_of, unknown_scopes


def test_roles_bring_only_scopes_that_exist() -> None:
    assert {scope for scopes in ROLES.values() for scope in scopes} <= set(SCOPES)


def test_every_scope_is_brought_by_some_role() -> None:
    assert set(SCOPES) - {scope for scopes in ROLES.values() for scope in scopes} == {"me"}


def test_who_writes_plans_does_not_decide_on_them() -> None:
    assert not {role for role in ROLES if {"plans:write", "approvals:decide"} <= ROLES[role]}
    assert not {role for role in ROLES if {"access:write", "approvals:decide"} <= ROLES[role]}


@pytest.mark.parametrize("role", sorted(set(ROLES) - PERSON_ROLES))
def test_a_system_neither_writes_nor_decides_what_two_persons_must_agree_on(role: str) -> None:
    assert not ROLES[role] & {"plans:write", "plans:publish", "approvals:decide", "access:write"}


@pytest.mark.parametrize("role", ["admin", "author", "integration"])
def test_those_who_set_up_do_not_see_pay(role: str) -> None:
    assert "pay:read" not in ROLES[role]


def test_only_the_admin_may_erase_and_make_keys() -> None:
    for scope in ("people:erase", "access:write"):
        assert [role for role in ROLES if scope in ROLES[role]] == ["admin"]


@pytest.mark.parametrize(
    ("roles", "narrowed_to", "scopes"),
    [
        ([], ["*"], {"me"}),
        (["participant"], ["*"], {"disputes:write", "me", "people:read", "pay:read", "periods:read"}),
        (["participant"], ["people:read"], {"me", "people:read"}),
        (["participant"], ["audit:read", "people:read"], {"me", "people:read"}),
        (["participant"], [], {"me"}),
        ([], ["calculate", "access:write"], {"me"}),
    ],
)
def test_a_key_only_narrows(roles: list[str], narrowed_to: list[str], scopes: set[str]) -> None:
    assert scopes_of(roles, narrowed_to) == scopes


def test_several_roles_add_up() -> None:
    assert scopes_of(["author", "approver"]) == ROLES["author"] | ROLES["approver"] | {"me"}


def test_an_unknown_role_is_a_defect() -> None:
    with pytest.raises(KeyError):
        scopes_of(["owner"])
    with pytest.raises(KeyError):
        reach_of(["owner"], "people:read")


@pytest.mark.parametrize(
    ("roles", "scope", "reach"),
    [
        ([], "people:read", Reach.NOBODY),
        (["participant"], "people:read", Reach.SELF),
        (["manager"], "pay:read", Reach.TEAM),
        (["manager", "participant"], "pay:read", Reach.TEAM),
        (["payroll"], "pay:read", Reach.EVERYBODY),
        (["manager", "author"], "people:read", Reach.EVERYBODY),
        (["manager", "author"], "pay:read", Reach.TEAM),
        (["manager"], "people:write", Reach.NOBODY),
        (["participant", "admin"], "people:erase", Reach.EVERYBODY),
    ],
)
def test_a_reach_goes_only_with_the_roles_that_bring_the_scope(roles: list[str], scope: str, reach: Reach) -> None:
    assert reach_of(roles, scope) is reach


def test_unknown_scopes_are_named_in_order() -> None:
    assert unknown_scopes(["pay:read", "*", "pay:write", "all"]) == ["pay:write", "all"]

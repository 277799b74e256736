"""The scopes and roles of docs/api.md are those of the code, and so is every address of the section."""

import re

from service.access.oidc.token import ALGORITHMS
from service.access.scopes import ROLES, SCOPES
from service.main import create_app
from service.openapi import openapi_document
from service.principals.schemas import OLD_VALID_HOURS_MAX, KeyRenewalCall
from service.principals.use_cases.hands import GUARDED_ROLES
from service.settings import Settings
from tests.contract.markdown import ROOT, codes_in, tables_of

DOCUMENT = "docs/api.md"
TEXT = (ROOT / DOCUMENT).read_text(encoding="utf-8")


def rows_of(*columns: str) -> dict[str, tuple[str, ...]]:
    """The rows of the table with these columns, by the name in their first cell."""
    [table] = [table for table in tables_of(DOCUMENT) if table.columns == columns]
    return {codes_in(row[0])[0]: tuple(row) for row in table.rows}


def test_every_scope_is_explained() -> None:
    assert list(rows_of("scope", "allows to")) == list(SCOPES)


def test_every_role_is_explained_with_its_scopes() -> None:
    rows = rows_of("role", "what for", "scopes")
    assert {role: set(codes_in(row[2])) for role, row in rows.items()} == {
        role: set(scopes) for role, scopes in ROLES.items()
    }


def test_every_call_about_principals_is_listed_and_exists() -> None:
    paths = openapi_document(create_app(Settings()))["paths"]
    there = {
        f"{method.upper()} {path}"
        for path, methods in paths.items()
        for method, operation in methods.items()
        if operation["tags"] == ["principals"]
    }
    [table] = [table for table in tables_of(DOCUMENT) if table.columns == ("call", "does")]
    told = {text for row in table.rows for text in codes_in(row[0])} | {"GET /v1/me"}
    told |= {f"POST {text.removeprefix('DELETE ')}" for text in told if text.startswith("DELETE")}
    assert there == told - {"POST"}
    assert "`GET /v1/me`" in TEXT


def test_figures_and_names_are_those_of_the_code() -> None:
    assert f"at most {OLD_VALID_HOURS_MAX}" in TEXT
    assert f"`old_valid_hours` ({KeyRenewalCall().old_valid_hours}," in TEXT
    assert set(re.findall(r"\b(?:[RPE]S\d{3}|Ed25519)\b", TEXT)) == set(ALGORITHMS)
    assert "admin, author, approver or payroll (403" in TEXT
    assert {"admin", "author", "approver", "payroll"} == GUARDED_ROLES

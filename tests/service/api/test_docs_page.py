"""/docs shows the API without a single address outside of this service."""

import hashlib
import re
from importlib.resources import files

import pytest
from fastapi.testclient import TestClient

SWAGGER = files("service") / "static" / "swagger"
EXTERNAL = re.compile(r"(?:https?:)?//[a-z]", re.IGNORECASE)
LOADED = re.compile(r'(?:src|href)="([^"]+)"')


def test_the_page_names_nothing_outside(anonymous: TestClient) -> None:
    page = anonymous.get("/docs")
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert not EXTERNAL.search(page.text)


def test_everything_the_page_loads_is_here(anonymous: TestClient) -> None:
    loaded = [address for address in LOADED.findall(anonymous.get("/docs").text) if address != "data:,"]
    assert len(loaded) >= 4
    for address in loaded:
        assert anonymous.get("/" + address).status_code == 200


def test_the_browser_is_told_to_load_nothing_else(anonymous: TestClient) -> None:
    policy = anonymous.get("/docs").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_no_public_validator_is_asked(anonymous: TestClient) -> None:
    script = anonymous.get("/docs/assets/docs/start.js").text
    assert "validatorUrl: null" in script


@pytest.mark.parametrize("line", (SWAGGER / "SHA256SUMS").read_text(encoding="ascii").splitlines())
def test_vendored_files_are_the_published_ones(line: str) -> None:
    digest, name = line.split()
    assert hashlib.sha256((SWAGGER / name).read_bytes()).hexdigest() == digest


def test_every_vendored_file_is_on_the_list() -> None:
    listed = {line.split()[1] for line in (SWAGGER / "SHA256SUMS").read_text(encoding="ascii").splitlines()}
    assert listed == {entry.name for entry in SWAGGER.iterdir()} - {"SHA256SUMS"}


@pytest.mark.parametrize("path", ["../../main.py", "%2e%2e/%2e%2e/main.py", "..%2f..%2fmain.py", "swagger"])
def test_only_assets_are_served(anonymous: TestClient, path: str) -> None:
    assert anonymous.get(f"/docs/assets/{path}").status_code == 404

"""/docs in a real browser that may reach nothing but this service."""

import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.service.api.live.server import Server

pytestmark = pytest.mark.slow
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def chromium() -> str:
    """The path of an installed browser."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"none of {', '.join(BROWSERS)} is installed")
    return found


def test_the_page_shows_every_operation_and_loads_nothing_from_outside(server: Server, chromium: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            page = browser.new_page()
            page.on("request", lambda request: asked.append(request.url))
            page.on(
                "console",
                lambda message: complaints.append(message.text) if message.type == "error" else None,
            )
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(server.url + "/docs")
            expect(page.locator(".opblock-tag[data-tag=health]")).to_be_visible(timeout=20_000)
            for tag in ("calculate", "plans", "formulas", "catalog", "health"):
                page.locator(f".opblock-tag[data-tag={tag}]").click()
            expect(page.locator("#operations-health-get_health")).to_be_visible(timeout=20_000)
            shown = page.locator(".opblock-summary-path").all_inner_texts()
            page.locator("#operations-calculate-calculate_bonuses .opblock-summary-control").click()
            expect(page.locator(".opblock-body").first).to_contain_text("A shipped plan by its key", timeout=20_000)
        finally:
            browser.close()
    texts = {text.replace("\u200b", "") for text in shown}
    assert {"/v1/calculate", "/v1/plans/check", "/v1/formulas/check", "/v1/catalog", "/healthz"} <= texts
    assert complaints == []
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {f"127.0.0.1:{server.port}"}

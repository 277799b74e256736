"""Statements in HTML: every text escaped, nothing loaded, tables that can be read aloud."""

import re
from html.parser import HTMLParser

import pytest

from service.statements.content import statement_content
from service.statements.given import Adjusted, GivenStatement
from service.statements.html import html_of
from service.statements.shown import Page, page_of
from tests.service.statements import samples
from tests.service.statements.test_content import EVERY

HOSTILE = '<script>alert("1")</script><img src=x onerror=alert(1)>&amp;{{ 7*7 }}{% raw %} \u202egnp.exe'


class Outline(HTMLParser):
    """Tags with attributes, and the text of each cell."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(("", {}))
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data

    def of(self, tag: str) -> list[str]:
        """The texts of all elements of this tag."""
        return [text for (name, _), text in zip(self.tags, self.texts, strict=True) if name == tag]


def outline(given: GivenStatement) -> Outline:
    """The parsed HTML of a statement."""
    return Outline(html_of(page_of(statement_content(given))))


def test_a_hostile_name_is_only_text() -> None:
    plan = samples.shipped("b2b-sales-manager")
    plan["title"] = HOSTILE
    plan["kpis"][0]["title"] = HOSTILE
    facts = {"inputs": {"fund": "42000"}, "facts": samples.HANDBOOK_FACTS}
    adjustment = Adjusted(HOSTILE, "1.00", "EUR")
    given = samples.given(samples.computed(plan, facts), name=HOSTILE, company=HOSTILE, adjustments=(adjustment,))
    found = outline(given)
    assert not {"script", "img"} & {tag for tag, _ in found.tags}
    shown = HOSTILE.replace("\u202e", "\ufffd")
    assert found.of("h1") == [shown]
    assert found.of("h2")[0] == shown
    assert shown in found.of("th")


@pytest.mark.parametrize("given", EVERY)
def test_nothing_runs_and_nothing_is_loaded(given: GivenStatement) -> None:
    found = outline(given)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in found.tags}
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on") or name == "src"]
    assert not re.search(r"url\(|@import|https?:", html_of(page_of(statement_content(given))))


@pytest.mark.parametrize("given", EVERY)
def test_tables_have_captions_and_heads(given: GivenStatement) -> None:
    found = outline(given)
    tables = sum(tag == "table" for tag, _ in found.tags)
    assert tables == len(found.of("caption")) > 0
    scopes = {attributes.get("scope") for tag, attributes in found.tags if tag == "th"}
    assert scopes == {"col", "row"}


@pytest.mark.parametrize("given", EVERY)
def test_every_cell_of_the_page_is_there(given: GivenStatement) -> None:
    page = page_of(statement_content(given))
    cells = Outline(html_of(page))
    shown = cells.of("td") + cells.of("th")
    missing = [cell for cell in cells_of(page) if cell not in shown]
    assert missing == []


def cells_of(page: Page) -> list[str]:
    """The cells of all tables, row by row."""
    return [cell for part in page.parts for table in part.tables for row in table.rows for cell in row.cells]


def test_the_same_page_gives_the_same_text() -> None:
    first, second = (html_of(page_of(statement_content(samples.ordinary()))) for _ in range(2))
    assert first == second


def test_it_prints_on_paper() -> None:
    text = html_of(page_of(statement_content(samples.ordinary())))
    assert "@media print" in text
    assert "A4 landscape" in text

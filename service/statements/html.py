"""A statement as one HTML document: no scripts, nothing loaded from elsewhere, every text escaped."""

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from service.statements.shown import Page

HTML_TYPE: Final = "text/html; charset=utf-8"


def html_of(page: Page) -> str:
    """The page in HTML; the same text for the same page."""
    return _template().render(page=page)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("statement.html")

"""A statement as PDF, set by typst with the fonts that it brings: the same bytes wherever and whenever it is made."""

import json
from functools import cache
from pathlib import Path
from typing import Final

import typst

from service.statements.shown import Page

PDF_TYPE: Final = "application/pdf"
_TEMPLATE: Final = (Path(__file__).with_name("templates") / "statement").with_suffix(".typ")


def pdf_of(page: Page) -> bytes:
    """The page as a tagged PDF. Its only date is the moment that the page bears."""
    return typst.compile(_template(), format="pdf", font_paths=_fonts(), sys_inputs=_inputs(page))


def pictures_of(page: Page, pixels_per_inch: float = 110) -> list[bytes]:
    """Every sheet of the same as a PNG, to look at."""
    compiler = typst.Compiler(_template(), font_paths=_fonts(), sys_inputs=_inputs(page))
    made = compiler.compile(format="png", ppi=pixels_per_inch)
    assert made is not None
    return [made] if isinstance(made, bytes) else made


def _inputs(page: Page) -> dict[str, str]:
    return {"page": json.dumps(page.to_json(), ensure_ascii=False)}


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts in the package, never those of the machine, so that two machines make the same bytes."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()

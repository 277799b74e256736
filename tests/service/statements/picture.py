"""Draws the picture in docs/statements.md anew: `python -m tests.service.statements.picture`."""

from service.statements.content import statement_content
from service.statements.pdf import pictures_of
from service.statements.shown import page_of
from tests.architecture.sources import ROOT
from tests.service.statements import samples

PICTURE = ROOT / "docs" / "statement.png"
_PIXELS_PER_INCH = 72


def drawn() -> bytes:
    """The first sheet of the ordinary statement."""
    return pictures_of(page_of(statement_content(samples.ordinary())), _PIXELS_PER_INCH)[0]


if __name__ == "__main__":
    PICTURE.write_bytes(drawn())

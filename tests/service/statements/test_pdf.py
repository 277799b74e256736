"""Statements in PDF: the same numbers as in JSON, the same bytes whenever they are made, in every alphabet."""

import io
import re

import pytest
from pypdf import PdfReader

from service.figures import amount_text, percent_number
from service.statements.content import StatementContent, statement_content
from service.statements.given import GivenStatement
from service.statements.pdf import pdf_of, pictures_of
from service.statements.shown import page_of
from tests.service.statements import samples
from tests.service.statements.picture import PICTURE, drawn
from tests.service.statements.test_content import EVERY
from tests.service.statements.test_html import HOSTILE, cells_of

_PNG = b"\x89PNG\r\n\x1a\n"


def reader(given: GivenStatement) -> PdfReader:
    """The PDF of a statement."""
    return PdfReader(io.BytesIO(pdf_of(page_of(statement_content(given)))))


def words(text: str) -> str:
    """The text without any spaces: where lines break is no part of what it says."""
    return re.sub(r"[\s\u200b\u00ad]", "", text)


def text_of(given: GivenStatement) -> str:
    """All that the PDF says."""
    return "".join(words(sheet.extract_text()) for sheet in reader(given).pages)


def matrix_rows(content: StatementContent) -> list[str]:
    """The rows of the matrix as the JSON has them, in the order of the columns."""
    levels, percents = ("base", "normal", "target"), ("raw_index", "index", "weighted_index")
    return [
        words(
            "".join(
                (
                    row["title"],
                    row["unit"],
                    percent_number(row["weight"]),
                    *(amount_text(row[level]) for level in levels),
                    *(percent_number(row[cut]) for cut in ("floor", "cap")),
                    amount_text(row["actual"]),
                    *(percent_number(row[name]) for name in percents),
                    amount_text(row["money"]),
                )
            )
        )
        for plan in content["plans"]
        for row in plan["kpis"]
    ]


@pytest.mark.parametrize(
    "given",
    [samples.ordinary(), samples.long_one(), samples.long_one("JPY", 4), samples.long_one("KWD", 3)],
    ids=["ordinary", "long", "yen", "dinar"],
)
def test_the_matrix_in_the_pdf_is_that_of_the_json(given: GivenStatement) -> None:
    text = text_of(given)
    missing = [row for row in matrix_rows(statement_content(given)) if row not in text]
    assert missing == []


@pytest.mark.parametrize("given", EVERY)
def test_every_cell_of_the_page_is_there(given: GivenStatement) -> None:
    text = text_of(given)
    assert [cell for cell in cells_of(page_of(statement_content(given))) if words(cell) not in text] == []


@pytest.mark.parametrize("given", EVERY)
def test_two_renders_are_equal_byte_by_byte(given: GivenStatement) -> None:
    page = page_of(statement_content(given))
    assert pdf_of(page) == pdf_of(page_of(statement_content(given)))


def test_its_date_is_that_of_the_booking() -> None:
    found = reader(samples.ordinary()).metadata
    assert found is not None
    assert found.creation_date is not None
    assert found.creation_date.isoformat()[:19] == "2026-04-03T08:15:42"
    assert found.author == "Nordlicht Pumpen GmbH"


def test_letters_are_set_in_fonts_that_come_along() -> None:
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for sheet in reader(samples.long_one()).pages
        for font in sheet["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert fonts == {"LibertinusSerif-Regular-Identity-H", "LibertinusSerif-Bold-Identity-H"}
    text = text_of(samples.long_one())
    assert words("Константин Константинович Константинопольский-Преображенский") in text
    assert words("Überfällige Forderungen am Gesamtbestand") in text


def test_texts_are_never_markup() -> None:
    name = '#panic("x") *bold* $ x^2 $ @nobody \\ [a](b) `c` <label> // gone'
    assert words(name) in text_of(samples.given(samples.handbook(), name=name))
    seen, _, _ = HOSTILE.partition("\u202e")
    assert words(seen) in text_of(samples.given(samples.handbook(), name=HOSTILE))


def test_a_name_without_spaces_stays_on_the_sheet() -> None:
    given = samples.given(samples.handbook(), name="W" * 200)
    [sheet, *_] = pictures_of(page_of(statement_content(given)), 20)
    assert sheet.startswith(_PNG)
    assert "W" * 200 in text_of(given)


def test_the_picture_in_the_documents_is_of_this_size() -> None:
    """As large as it is drawn today; what it shows may differ by a shade from one machine to another."""
    assert PICTURE.read_bytes()[:24] == drawn()[:24]

"""Texts that mean something by themselves: what is written is read back as it was, and no cell is a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.files.people.signs import is_dash, meant, written

SPECIAL = ["=1+1", "+49 30", "-5", "@x", "-", "–", "n/a", "N/A", "(none)", "(NONE)", "(example)", "#N/A", "#ref!"]
TEXTS = st.one_of(
    st.sampled_from([*SPECIAL, *(f"'{text}" for text in SPECIAL), "Anna", "O'Hara", "'t Hooft", "''", "'"]),
    st.text(alphabet="'=+-@a(none)/", max_size=6),
)


@given(TEXTS, st.booleans())
def test_what_is_written_is_read_back(text: str, in_workbook: bool) -> None:
    assert meant(written(text, in_workbook=in_workbook)) == text


@given(TEXTS)
def test_no_cell_of_a_text_file_starts_a_formula(text: str) -> None:
    assert not written(text, in_workbook=False).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", SPECIAL)
def test_a_value_that_looks_like_a_sign_is_none(text: str) -> None:
    assert written(text, in_workbook=False) == f"'{text}"


def test_workbooks_need_the_apostrophe_for_signs_only() -> None:
    assert written("=1+1", in_workbook=True) == "=1+1"
    assert written("(none)", in_workbook=True) == "'(none)"


@pytest.mark.parametrize("text", ["Anna", "'t Hooft", "O'Hara", "x-y", "a=b"])
def test_usual_texts_stay_as_they_are(text: str) -> None:
    assert written(text, in_workbook=False) == text
    assert meant(text) == text


def test_dashes_inside_a_text_are_none() -> None:
    assert not is_dash("A - B")

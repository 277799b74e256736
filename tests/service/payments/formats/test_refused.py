"""What is missing or cannot be written is told by person and field, all at once, and no file is made."""

from dataclasses import replace

import pytest

from service.payments.formats import FileRefused, PaidLine, PaidPerson, written_file
from service.payments.formats.table import PLAIN_TABLE
from service.payments.schemas.mappings import FORMATS_OF, Format, Mapping
from tests.service.payments.formats.samples import ANN, BO, CODES, HEAD, IN_DOLLARS, LINES, line, mapping

NOBODY = PaidPerson(7, None)
NO_ID = replace(ANN, payroll_id=None)
OWN = "A CSV file of one's own"


def refused(lines: list[PaidLine], how: Mapping, wanted: Format | None = None) -> list[tuple[str, str]]:
    """Codes and places."""
    with pytest.raises(FileRefused) as caught:
        written_file(lines, how, wanted or FORMATS_OF[how.kind][0], HEAD)
    return [(problem.code, problem.path) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("title", "currency"),
    [(OWN, "EUR"), ("ADP Paydata", "USD"), ("DATEV LODAS", "EUR"), ("SAP infotype 0015", "EUR"), ("Gusto", "USD")],
)
def test_missing_ids_and_codes_are_told_together(title: str, currency: str) -> None:
    lines = [
        line(1, NO_ID, 100, currency=currency),
        line(2, BO, 100, currency=currency, earning_code="NEW"),
        line(3, BO, 100, currency=currency, earning_code=None, component=None),
        line(4, NOBODY, 100, currency=currency),
    ]
    how = mapping(title)
    assert set(refused(lines, how)) >= {
        ("export.no_code", "/participants/E2/lines/2/code"),
        ("export.no_code", "/participants/E2/lines/3/code"),
        ("export.no_payroll_id", "/participants/E1/payroll_id"),
        ("export.person_erased", "/participants/#7"),
    }


def test_names_that_gusto_needs() -> None:
    found = refused([line(1, replace(BO, name="Bo"), 1, currency="USD")], mapping("Gusto"))
    assert found == [("export.no_name", "/participants/E2/name")]
    how = mapping("Gusto", names="last_first")
    text = written_file([line(1, ANN, 1, currency="USD")], how, "gusto", HEAD).content.decode()
    assert text.splitlines()[1].startswith("Ann,Maria Lee,")


def test_gusto_takes_nothing_below_zero() -> None:
    found = refused([line(1, BO, -1, currency="USD")], mapping("Gusto"))
    assert found == [("export.below_zero", "/participants/E2/bonus")]


@pytest.mark.parametrize("title", ["ADP Paydata", "Gusto", "DATEV LODAS"])
def test_files_without_currencies_hold_one(title: str) -> None:
    lines = [line(1, ANN, 1, currency="CHF")]
    assert refused(lines, mapping(title)) == [("export.currency", "/participants/E1/lines/1/currency")]


CELLS = [
    ("DATEV LODAS", replace(ANN, payroll_id="26a"), {}, "payroll_id"),
    ("DATEV LODAS", replace(ANN, payroll_id="123456"), {}, "payroll_id"),
    ("DATEV LODAS", replace(ANN, payroll_id="٢٦"), {}, "payroll_id"),
    ("DATEV LODAS", ANN, {"codes": {"BONUS": "20010"}}, "lines/1/code"),
    ("SAP infotype 0015", replace(ANN, payroll_id="123456789"), {}, "payroll_id"),
    ("SAP infotype 0015", ANN, {"codes": {"BONUS": "M1100"}}, "lines/1/code"),
    (OWN, replace(ANN, payroll_id="№26"), {"codes": CODES}, "payroll_id"),
    (OWN, replace(ANN, payroll_id="2\n6"), {"codes": CODES}, "payroll_id"),
]


@pytest.mark.parametrize(("title", "person", "more", "field"), CELLS)
def test_what_a_file_cannot_hold(title: str, person: PaidPerson, more: dict[str, object], field: str) -> None:
    found = refused([line(1, person, 1)], mapping(title, **more))
    assert ("export.text", f"/participants/E1/{field}") in found


def test_a_cost_centre_that_would_break_a_line_of_lodas() -> None:
    lines = [line(1, ANN, 1, cost_centre="KST;1")]
    assert refused(lines, mapping("DATEV LODAS", cost_centre=True)) == [("export.text", "/participants/E1/cost_centre")]


def test_a_column_that_must_not_be_empty() -> None:
    how = mapping(OWN, columns=[{"title": "Centre", "field": "cost_centre"}])
    assert refused(LINES[1:2], how) == [("export.missing", "/participants/E1/lines/2/cost_centre")]


def test_amounts_beyond_the_field_of_sap() -> None:
    found = refused([line(1, ANN, 10**13)], mapping("SAP infotype 0015"))
    assert found == [("export.text", "/participants/E1/amount")]


def test_erased_people_stay_in_a_table_without_ids() -> None:
    how = mapping(OWN, columns=[{"title": "Amount", "field": "amount"}])
    assert written_file([line(1, NOBODY, 5)], how, "csv", HEAD).content == b"Amount\r\n0,05\r\n"
    assert refused([line(1, NOBODY, 5)], PLAIN_TABLE) == [("export.missing", "/participants/#7/lines/1/participant")]


def test_dollars_are_no_euros() -> None:
    assert written_file(IN_DOLLARS[:1], mapping("ADP Paydata"), "adp", HEAD).rows == 1

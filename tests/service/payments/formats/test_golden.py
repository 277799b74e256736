"""Files for payroll, byte by byte."""

import pytest

from service.payments.formats import PaidLine, written_file
from service.payments.formats.table import PLAIN_TABLE
from service.payments.schemas.mappings import MAPPINGS, Format, Mapping
from tests.service.payments.formats.samples import ANN, BO, CODES, HEAD, IN_DOLLARS, LINES, line, mapping

OWN = """Personnel number;Wage type;Amount;Month;Source\r
26;2001;3600,01;01.10.2026;bonus\r
26;2002;0,50;01.10.2026;bonus\r
27;2001;900,00;01.10.2026;bonus\r
27;2003;-123,45;01.10.2026;bonus\r
27;2003;223,45;01.10.2026;bonus\r
"""
ADP = """Co Code,Batch ID,File #,Temp Dept,Earnings 3 Code,Earnings 3 Amount\r
AB1,BONUS,26,KST1,2001,3600.01\r
AB1,BONUS,26,,2002,0.50\r
AB1,BONUS,27,,2001,900.00\r
AB1,BONUS,27,,2003,100.00\r
"""
GUSTO = """last_name,first_name,gusto_employee_id,bonus,commission,correction_payment\r
Lee,Ann Maria,26,3600.01,0.50,\r
Lind,Bo,27,900.00,,100.00\r
"""
LODAS = """[Allgemein]\r
Ziel=LODAS\r
Version_SST=1.0\r
BeraterNr=1234567\r
MandantenNr=10001\r
Datumsformat=TT/MM/JJJJ\r
Zahlenkomma=,\r
[Satzbeschreibung]\r
1;u_lod_bwd_buchung_standard;abrechnung_zeitraum#bwd;pnr#bwd;la_eigene#bwd;bs_nr#bwd;bs_wert_butab#bwd;kostenstelle#bwd;\r
[Bewegungsdaten]\r
1;01/10/2026;26;2001;2;3600,01;KST1;\r
1;01/10/2026;26;2002;2;0,50;;\r
1;01/10/2026;27;2001;2;900,00;;\r
1;01/10/2026;27;2003;2;100,00;;\r
"""
SAP = """PERNR;LGART;BEGDA;BETRG;WAERS\r
00000026;2001;20261031;3600.01;EUR\r
00000026;2002;20261031;0.50;EUR\r
00000027;2001;20261031;900.00;EUR\r
00000027;2003;20261031;100.00;EUR\r
"""
PLAIN = (
    "participant,payroll_id,name,earning_code,amount,currency,plan,component,cost_centre,earned_period,paid_period\r\n"
    """E1,26,Ann Maria Lee,BONUS,3600.01,EUR,sales,bonus,KST1,2026-10,2026-10\r
E1,26,Ann Maria Lee,COMMISSION,0.50,EUR,sales,deals,,2026-10,2026-10\r
E2,27,Bo Lind,BONUS,900.00,EUR,sales,bonus,,2026-10,2026-10\r
E2,27,Bo Lind,,-123.45,EUR,sales,bonus_back,,2026-09,2026-10\r
E2,27,Bo Lind,,223.45,EUR,sales,bonus_back,,2026-09,2026-10\r
"""
)
_COLUMNS = {"BONUS": "bonus", "COMMISSION": "commission", "bonus_back": "correction_payment"}
Golden = tuple[Mapping, Format, list[PaidLine], str, str, int]
GOLDEN: list[Golden] = [
    (mapping("A CSV file of one's own", codes=CODES), "csv", LINES, "payment-17.csv", OWN, 5),
    (mapping("ADP Paydata", codes=CODES, temp_dept=True), "adp", IN_DOLLARS, "PRAB1EPI.csv", ADP, 4),
    (mapping("Gusto", columns=_COLUMNS), "gusto", IN_DOLLARS, "gusto-17.csv", GUSTO, 2),
    (mapping("DATEV LODAS", codes=CODES, cost_centre=True), "datev_lodas", LINES, "lodas-17.txt", LODAS, 4),
    (mapping("SAP infotype 0015", codes=CODES), "sap_0015", LINES, "sap-0015-17.csv", SAP, 4),
    (PLAIN_TABLE, "csv", LINES, "payment-17.csv", PLAIN, 5),
]


@pytest.mark.parametrize("golden", GOLDEN, ids=[golden[3] for golden in GOLDEN])
def test_the_file_is_this_to_the_byte(golden: Golden) -> None:
    how, wanted, lines, name, text, rows = golden
    file = written_file(lines, how, wanted, HEAD)
    assert file.content.decode("cp1252") == text
    assert (file.name, file.rows) == (name, rows)
    assert written_file(lines, how, wanted, HEAD) == file


def test_short_company_codes_are_filled_up() -> None:
    assert written_file(IN_DOLLARS[:1], mapping("ADP Paydata", company_code="A"), "adp", HEAD).name == "PRA__EPI.csv"


def test_lodas_is_written_in_the_signs_of_western_windows() -> None:
    how = mapping("DATEV LODAS", cost_centre=True)
    file = written_file([line(1, ANN, 1, cost_centre="Köln")], how, "datev_lodas", HEAD)
    assert b"K\xf6ln" in file.content


def test_amounts_that_add_up_to_nothing_overwrite_nothing() -> None:
    lines = [line(1, ANN, 100, currency="USD"), line(2, ANN, -100, currency="USD"), line(3, BO, 5, currency="USD")]
    text = written_file(lines, mapping("Gusto"), "gusto", HEAD).content.decode()
    assert text.splitlines()[1:] == ["Lind,Bo,27,0.05,,"]


def test_a_table_can_have_a_mark_and_no_header_and_other_line_ends() -> None:
    how = mapping(
        "A CSV file of one's own",
        codes=CODES,
        encoding="utf-8",
        bom=True,
        header=False,
        line_end="lf",
        delimiter="\t",
        decimal="point",
    )
    content = written_file(LINES[:1], how, "csv", HEAD).content
    assert content == b"\xef\xbb\xbf26\t2001\t3600.01\t01.10.2026\tbonus\n"


DAYS = [
    ("YYYY-MM-DD", "2026-09-30"),
    ("YYYYMMDD", "20260930"),
    ("DD.MM.YYYY", "30.09.2026"),
    ("DD/MM/YYYY", "30/09/2026"),
    ("MM/DD/YYYY", "09/30/2026"),
]


@pytest.mark.parametrize(("layout", "text"), DAYS)
def test_days_are_written_as_payroll_reads_them(layout: str, text: str) -> None:
    columns = [{"title": "To", "field": "earned_to", "format": layout}]
    how = mapping("A CSV file of one's own", columns=columns)
    assert written_file(LINES[3:4], how, "csv", HEAD).content.decode() == f"To\r\n{text}\r\n"


def test_every_example_can_be_read() -> None:
    for title in MAPPINGS:
        assert mapping(title).kind == MAPPINGS[title]["kind"]

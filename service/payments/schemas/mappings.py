"""How files for payroll are laid out: one shape for each kind of file."""

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, StrictBool, model_validator

from service.files.tables.spreadsheets import FORMULA_STARTS
from service.web.wire import RequestBody

COLUMNS_MAX: Final = 60
CODES_MAX: Final = 2_000
Format = Literal["csv", "xlsx", "adp", "gusto", "datev_lodas", "sap_0015"]
Kind = Literal["table", "adp", "gusto", "datev_lodas", "sap_0015"]
FORMATS_OF: Final[dict[str, tuple[Format, ...]]] = {
    "table": ("csv", "xlsx"),
    "adp": ("adp",),
    "gusto": ("gusto",),
    "datev_lodas": ("datev_lodas",),
    "sap_0015": ("sap_0015",),
}
"""Which files a mapping of a kind can lay out."""
FieldName = Literal[
    "participant",
    "payroll_id",
    "name",
    "code",
    "earning_code",
    "amount",
    "currency",
    "plan",
    "component",
    "cost_centre",
    "earned_period",
    "earned_from",
    "earned_to",
    "paid_period",
    "paid_from",
    "paid_to",
    "pay_group",
    "payment",
    "line",
]
DayFormat = Literal["YYYY-MM-DD", "YYYYMMDD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY"]
GustoColumn = Literal["bonus", "commission", "correction_payment"]


def _harmless(text: str) -> str:
    if text.startswith(FORMULA_STARTS) or not text.isprintable():
        raise ValueError("a text that a spreadsheet takes for a formula, or that has a control character")
    return text


Harmless = Annotated[str, Field(max_length=200), AfterValidator(_harmless)]
"""A fixed text of a file; no spreadsheet takes it for a formula."""
PayrollCode = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_harmless)]
Codes = Annotated[dict[Annotated[str, Field(min_length=1, max_length=64)], PayrollCode], Field(max_length=CODES_MAX)]
"""From the earning code of a line, or its component where it has none, to the code that payroll knows."""
CurrencyCode = Annotated[str, Field(pattern="^[A-Z]{3}$")]
_CODES: Final = "Earning code, or component where a line has none, to the code of payroll."
_CURRENCY: Final = "The file cannot say a currency, so every line is in this one."


class TableColumn(RequestBody):
    """One column: a field of the line, or the same text in every row."""

    title: Harmless = Field(description="Heading.", examples=["Personnel number"])
    field: FieldName | None = Field(default=None, description="What stands in it.", examples=["payroll_id"])
    constant: Harmless | None = Field(default=None, description="The same text in every row.")
    format: DayFormat = Field(default="YYYY-MM-DD", description="How days are written.")
    optional: StrictBool = Field(
        default=False, description="Whether it may be empty; otherwise a line without it is refused."
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> "TableColumn":
        if (self.field is None) == (self.constant is None):
            raise ValueError("a column has either a field or a constant")
        return self


class TableMapping(RequestBody):
    """A CSV file or a workbook with one row for each line of the payment."""

    kind: Literal["table"]
    columns: Annotated[list[TableColumn], Field(min_length=1, max_length=COLUMNS_MAX)]
    codes: Codes = Field(default_factory=dict, description=_CODES)
    delimiter: Literal[",", ";", "\t", "|"] = Field(default=",", description="Between the cells of a CSV file.")
    decimal: Literal["point", "comma"] = Field(default="point", description="The decimal mark of a CSV file.")
    encoding: Literal["utf-8", "cp1252", "cp1251", "iso-8859-1"] = Field(default="utf-8", description="Of a CSV file.")
    bom: StrictBool = Field(
        default=False, description="Whether a UTF-8 file starts with the mark by which Excel knows it."
    )
    header: StrictBool = Field(default=True, description="Whether the first row holds the titles.")
    line_end: Literal["crlf", "lf"] = Field(default="crlf", description="How rows of a CSV file end.")


class AdpMapping(RequestBody):
    """ADP Workforce Now, Paydata: one row for each person and code."""

    kind: Literal["adp"]
    company_code: Annotated[str, Field(pattern="^[A-Z0-9]{1,3}$")] = Field(examples=["AB1"])
    batch_id: Annotated[str, Field(pattern="^[A-Za-z0-9]{1,8}$")] = Field(examples=["BONUS"])
    currency: CurrencyCode = Field(default="USD", description=_CURRENCY)
    codes: Codes = Field(description=_CODES)
    temp_dept: StrictBool = Field(default=False, description="Whether the cost centre stands in Temp Dept.")


class GustoMapping(RequestBody):
    """Gusto: one row for each person. An amount of nothing is left blank, as 0 would overwrite what stands there."""

    kind: Literal["gusto"]
    columns: Annotated[dict[Annotated[str, Field(max_length=64)], GustoColumn], Field(max_length=CODES_MAX)] = Field(
        description="Earning code, or component where a line has none, to the column of its amount."
    )
    names: Literal["first_last", "last_first"] = Field(
        default="first_last",
        description="Which part of a name comes first; of more than two words the last name has one.",
    )
    currency: CurrencyCode = Field(default="USD", description=_CURRENCY)


class LodasMapping(RequestBody):
    """DATEV LODAS, ASCII import of movements: one row for each person, wage type and cost centre."""

    kind: Literal["datev_lodas"]
    consultant: Annotated[str, Field(pattern="^[0-9]{1,7}$")] = Field(description="BeraterNr.", examples=["1234567"])
    client: Annotated[str, Field(pattern="^[0-9]{1,5}$")] = Field(description="MandantenNr.", examples=["10001"])
    bs_nr: Annotated[str, Field(pattern="^[0-9]{1,2}$")] = Field(
        description="The processing key by which the tax adviser's LODAS takes an amount.", examples=["2"]
    )
    codes: Codes = Field(description="Earning code, or component where a line has none, to the Lohnart.")
    cost_centre: StrictBool = Field(default=False, description="Whether kostenstelle is filled.")
    currency: CurrencyCode = Field(default="EUR", description=_CURRENCY)


class SapMapping(RequestBody):
    """SAP HCM, infotype 0015, additional payments: one row for each person, wage type and currency."""

    kind: Literal["sap_0015"]
    codes: Codes = Field(description="Earning code, or component where a line has none, to the wage type (LGART).")
    date: Literal["period_end", "period_start"] = Field(
        default="period_end", description="BEGDA: the last or the first day of the period that pays."
    )
    delimiter: Literal[";", "\t", ","] = Field(default=";", description="Between the cells.")


Mapping = Annotated[TableMapping | AdpMapping | GustoMapping | LodasMapping | SapMapping, Field(discriminator="kind")]

MAPPINGS: Final[dict[str, dict[str, Any]]] = {
    "A CSV file of one's own": {
        "kind": "table",
        "columns": [
            {"title": "Personnel number", "field": "payroll_id"},
            {"title": "Wage type", "field": "code"},
            {"title": "Amount", "field": "amount"},
            {"title": "Month", "field": "paid_from", "format": "DD.MM.YYYY"},
            {"title": "Source", "constant": "bonus"},
        ],
        "codes": {"BONUS": "2001"},
        "delimiter": ";",
        "decimal": "comma",
        "encoding": "cp1252",
    },
    "ADP Paydata": {"kind": "adp", "company_code": "AB1", "batch_id": "BONUS", "codes": {"BONUS": "B"}},
    "Gusto": {"kind": "gusto", "columns": {"BONUS": "bonus", "COMMISSION": "commission"}},
    "DATEV LODAS": {
        "kind": "datev_lodas",
        "consultant": "1234567",
        "client": "10001",
        "bs_nr": "2",
        "codes": {"BONUS": "2001"},
    },
    "SAP infotype 0015": {"kind": "sap_0015", "codes": {"BONUS": "M110"}},
}

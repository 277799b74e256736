"""Files of people: one row a person, an assignment, a fact, an amount, read whole; templates, and what goes out."""

from service.files.people.columns import ASSIGNMENTS, PARTICIPANTS, PeopleColumn, PeopleShape
from service.files.people.csv_out import PeopleCsv
from service.files.people.read import ROWS_MAX, read_people
from service.files.people.rows import LISTED_MAX, Findings, PeopleFile, PeopleRow, Value
from service.files.people.sent import read_sent
from service.files.people.shapes import ADJUSTMENTS, FACTS, OPENINGS, PAID_ELSEWHERE
from service.files.people.template import write_csv_template, write_xlsx_template
from service.files.people.xlsx_out import PeopleXlsx

__all__ = [
    "ADJUSTMENTS",
    "ASSIGNMENTS",
    "FACTS",
    "LISTED_MAX",
    "OPENINGS",
    "PAID_ELSEWHERE",
    "PARTICIPANTS",
    "ROWS_MAX",
    "Findings",
    "PeopleColumn",
    "PeopleCsv",
    "PeopleFile",
    "PeopleRow",
    "PeopleShape",
    "PeopleXlsx",
    "Value",
    "read_people",
    "read_sent",
    "write_csv_template",
    "write_xlsx_template",
]

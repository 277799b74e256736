"""Files of people: one row a person, or one row an assignment, read whole; templates for them, and what goes out."""

from service.files.people.columns import ASSIGNMENTS, PARTICIPANTS, PeopleShape
from service.files.people.read import read_people
from service.files.people.rows import Findings, PeopleFile, PeopleRow

__all__ = [
    "ASSIGNMENTS",
    "PARTICIPANTS",
    "Findings",
    "PeopleFile",
    "PeopleRow",
    "PeopleShape",
    "read_people",
]

"""People whose names are gone: erased, as an entry says, or taken away."""

from sqlalchemy.engine import Connection

from service.audit.repository.as_it_stands import nameless_participants
from service.audit.repository.people import people_with_marks
from service.audit.verify.findings import Findings
from service.work.identity_mark import identity_mark


def check_people(connection: Connection, findings: Findings) -> int:
    """How many people were erased: what the audit keeps of their names needs a secret that is gone with them.

    Somebody whose name is gone without an entry that says so is a finding.
    """
    erased = 0
    for number, is_told in nameless_participants(connection):
        if is_told:
            erased += 1
        else:
            message = "what names this participant is gone, and no entry says that it was erased"
            findings.add("audit.person_missing", f"person/{number}", message)
    for number, secret, named, mark in people_with_marks(connection):
        if identity_mark(secret, named) != mark:
            message = "what names this participant is not what the last entry about it says; ask who changed it"
            findings.add("audit.person_changed", f"person/{number}", message)
    return erased

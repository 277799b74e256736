"""Bodies and problems that openapi.json shows."""

from collections.abc import Mapping
from typing import Any, Final

from rules import Problem

Examples = Mapping[str, Mapping[str, object]]

_ANN: Final[dict[str, Any]] = {
    "id": "E17",
    "name": "Ann Vega",
    "email": "ann.vega@example.com",
    "payroll_id": "000117",
    "effective_from": "2026-01-01",
    "attributes": {"salary": "5000.00", "currency": "EUR", "fte": "0.8", "team": "north", "status": "active"},
}
CREATE: Final[Examples] = {
    "A person with what is true from the first day on": _ANN,
    "A team that can be paid": {"id": "team-north", "name": "Team North"},
}
CHANGE: Final[Examples] = {
    "A raise and another team": {
        "effective_from": "2026-07-01",
        "attributes": {"salary": "5400.00", "team": "south"},
    },
    "Acting for somebody for two months": {
        "effective_from": "2026-07-01",
        "effective_until": "2026-09-01",
        "attributes": {"fund": "2500"},
    },
    "Another name": {"name": "Ann Vega-Moss"},
}
BULK: Final[Examples] = {
    "A manager and a report": {
        "participants": [
            {"id": "E7", "name": "Bo Lind"},
            {"id": "E18", "effective_from": "2026-01-01", "attributes": {"manager": "E7", "region": "EMEA"}},
        ]
    },
    "One person": {"participants": [_ANN]},
}
ERASE: Final[Examples] = {
    "On request": {"reason": "asked for it by letter of 3 March"},
    "After the time to keep": {"reason": "ten years after leaving"},
}
_FIRST: Final[dict[str, Any]] = {
    "effective_from": "2026-01-01",
    "levels": {"revenue": {"normal": "900000", "target": "1100000"}},
    "inputs": {"fund": "42000"},
}
ASSIGN: Final[Examples] = {
    "With own levels and an own fund": {"participant": "E17", "plan": "b2b-sales-manager", **_FIRST},
    "To try a plan for a year": {
        "participant": "E18",
        "plan": "service-quality",
        "effective_from": "2026-01-01",
        "effective_until": "2027-01-01",
        "shadow": True,
    },
}
ASSIGN_AGAIN: Final[Examples] = {
    "With an end": {**_FIRST, "effective_until": "2026-10-01"},
    "With another fund": {**_FIRST, "inputs": {"fund": "45000"}},
}
ASSIGNMENT_PROBLEMS: Final[Mapping[int, Problem]] = {
    409: Problem("assignment.overlaps", "/effective_from", "the participant is assigned to this plan already"),
    412: Problem("assignment.changed", "header If-Match", "The assignment was changed meanwhile; read it again."),
    428: Problem("assignment.if_match_missing", "header If-Match", "Send the ETag of the assignment as If-Match."),
}
PEOPLE_CSV: Final[Mapping[str, str]] = {
    "A manager and a report": "participant,name,effective_from,fund,fte,team,manager,currency\n"
    "E7,Bo Lind,2026-01-01,2500,1,north,,EUR\n"
    "E17,Ann Vega,2026-01-01,1200.50,0.8,north,E7,EUR\n",
    "A value that is taken away": "participant,name,effective_from,fund\nE19,Di Roy,2026-07-01,(none)\n",
}
ASSIGNMENTS_CSV: Final[Mapping[str, str]] = {
    "A personal level and an input": "participant,plan,effective_from,effective_until,revenue.normal,input.fund\n"
    "E17,b2b-sales-manager,2026-01-01,2027-01-01,900000,1200\n",
    "Computed and never paid": "participant,plan,effective_from,shadow\nE17,spiff,2026-01-01,true\n",
}

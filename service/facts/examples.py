"""Bodies that openapi.json shows."""

from collections.abc import Mapping
from typing import Any, Final

Examples = Mapping[str, Mapping[str, object]]

_DEAL: Final[dict[str, Any]] = {
    "participant": "E17",
    "key": "revenue",
    "date": "2026-03-14",
    "value": "1250.00",
    "source": "crm",
    "source_id": "deal-4711",
}
SEND: Final[Examples] = {
    "An amount that is added up": {"facts": [_DEAL]},
    "A state as of a moment, a row, and something taken back": {
        "facts": [
            {
                "participant": "E17",
                "key": "overdue",
                "at": "2026-03-31T23:30:00+02:00",
                "value": "12.5",
                "source": "ledger",
                "source_id": "overdue-E17-2026-03",
                "modified": "2026-04-01T06:00:00Z",
            },
            {
                "participant": "E18",
                "key": "deals",
                "date": "2026-03-20",
                "row": {"amount": "900", "kind": "renewal"},
                "currency": "USD",
                "source": "crm",
                "source_id": "deal-4712",
            },
            {**{name: _DEAL[name] for name in _DEAL if name != "value"}, "retracted": True, "revision": 1},
        ]
    },
}
NDJSON: Final = (
    '{"participant":"E17","key":"revenue","date":"2026-03-14","value":"1250.00","source":"crm","source_id":"deal-1"}\n'
    '{"participant":"E18","key":"revenue","date":"2026-03-15","value":"80","source":"crm","source_id":"deal-2"}\n'
)
FACTS_CSV: Final = {
    "What a system calls its observations": (
        "participant,key,date,value,source_id,revision\n"
        "E17,revenue,2026-03-14,1250.00,deal-4711,\n"
        "E17,revenue,2026-03-20,900,deal-4712,1\n"
    ),
    "One figure a person, fact and day": "participant,key,date,value\nE17,revenue,2026-03-31,2150.00\n",
}
RELEASE: Final[Examples] = {
    "Another participant was meant": {"participant": "E17"},
    "As it was sent": {},
}
DISMISS: Final[Examples] = {"A test": {"reason": "sent while the CRM was tried out"}}
COMPLETE: Final[Examples] = {
    "Everything was received": {"keys": ["revenue", "deals"]},
    "Something comes still": {"keys": ["deals"], "state": "incomplete"},
}

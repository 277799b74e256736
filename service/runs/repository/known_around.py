"""What a run reads that is the same for everybody: its calendar."""

import json
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from service.store.tables import Calendar


def calendar_document(session: Session, key: str) -> dict[str, Any]:
    """The document of a calendar, which never changes."""
    document: dict[str, Any] = json.loads(session.get_one(Calendar, key).document, parse_float=Decimal)
    return document

"""Locks that stand for no row: on PostgreSQL one waits for another, on SQLite the one writer holds them all."""

import hashlib
from enum import IntEnum

from sqlalchemy import func, select
from sqlmodel import Session


class Lock(IntEnum):
    """What is locked until the transaction ends."""

    AUDIT = 4_712
    CLAIM = 4_713
    ROLES = 4_714


def lock(session: Session, which: Lock, name: str = "") -> None:
    """Take a lock, or wait for it; `name` tells locks of one kind apart."""
    if session.get_bind().dialect.name == "sqlite":
        return
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big", signed=True)
    session.connection().execute(select(func.pg_advisory_xact_lock(int(which), number)))

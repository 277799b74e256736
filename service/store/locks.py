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
    HIERARCHY = 4_715
    """Who reports to whom: two changes that are right by themselves may make a circle together."""
    RUN_INPUTS = 4_716
    """Shared by everybody who writes what runs read, from before the first number is drawn to the end."""
    PERIOD = 4_718
    """A period in a pay group: shared by those who store results for it, alone by those who move it on."""
    FACT_SOURCES = 4_730
    """Shared by those who send facts without revisions; who sends revisions excludes both kinds: two of them that do
    not see each other would both count. Its names are few numbers, over which the sources are spread."""
    INSERT_RULE = 4_717
    """Taken by triggers that look at other rows; use cases take it never."""


def lock(session: Session, which: Lock, name: str = "") -> None:
    """Take a lock, or wait for it; `name` tells locks of one kind apart."""
    if session.get_bind().dialect.name != "sqlite":
        session.connection().execute(select(func.pg_advisory_xact_lock(int(which), _number(name))))


def lock_shared(session: Session, which: Lock, name: str = "") -> None:
    """Take a lock together with others who share it; only `lock` waits for them, and they for it."""
    if session.get_bind().dialect.name != "sqlite":
        session.connection().execute(select(func.pg_advisory_xact_lock_shared(int(which), _number(name))))


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big", signed=True)

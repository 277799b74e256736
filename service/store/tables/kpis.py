"""The KPI library: every change of a definition is a new version."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, Code, Moment
from service.store.tables.base import Row


class KpiHead(Row, table=True):
    """One row per KPI key, there to be locked while a version is added."""

    __tablename__: ClassVar[str] = "kpi_head"

    kpi_key: str = Field(primary_key=True, sa_type=Code)
    created_at: datetime = Field(sa_type=Moment)


class KpiVersion(Row, table=True):
    """A definition as it was saved; `retired` ends the KPI until a later version takes it up again."""

    __tablename__: ClassVar[str] = "kpi_version"
    __table_args__ = (UniqueConstraint("kpi_key", "number"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    kpi_key: str = Field(foreign_key="kpi_head.kpi_key", sa_type=Code)
    number: int
    document: str = Field(sa_type=Code)
    content_hash: str = Field(index=True, sa_type=Code)
    retired: bool
    author_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)

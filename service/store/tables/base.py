"""What all tables share: names of constraints that migrations can speak of, and one list of tables."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """Base of every table: its metadata is the whole stored world."""

    metadata = MetaData(naming_convention=_NAMING)

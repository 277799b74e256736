"""What the service's role may do to its tables."""

from sqlalchemy import text

from service.store.database import Database
from service.store.tables import Row

_OWNED = text(
    "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = ANY(:ours)"
    " AND pg_has_role(current_user, tableowner, 'MEMBER'))"
)


def owns_tables(database: Database) -> bool:
    """Whether the role could drop triggers and tables; superusers are members of every role."""
    with database.reading.begin() as connection:
        return bool(connection.execute(_OWNED, {"ours": list(Row.metadata.tables)}).scalar_one())

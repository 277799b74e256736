"""How migrations run: on the connection they are given, and with everything that protects the tables put back after."""

from alembic import context

from service.store.protection import protect
from service.store.tables import Row

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Row.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
    user_module_prefix="",
)
context.run_migrations()
if context.get_context().get_current_revision() == context.script.get_current_head():
    protect(connection)

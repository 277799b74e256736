"""The stored world: tables, transactions and what the database itself refuses. SQLite or PostgreSQL, one code."""

"""States as a line of events: the database itself lets only the next step of the right kind follow."""

from sqlalchemy import CheckConstraint, Constraint, ForeignKeyConstraint, UniqueConstraint


def chain_of(table: str, owner: tuple[str, ...], steps: tuple[str, ...]) -> tuple[Constraint, ...]:
    """The constraints of a table of events with `number`, `previous_number`, `from_state` and `to_state`.

    `owner` are the columns that say whose events they are, `steps` the allowed ones as `from>to`; a first step has
    nothing before `>`. Two writers that take the same next number cannot both succeed.
    """
    allowed = ", ".join(f"'{step}'" for step in steps)
    return (
        UniqueConstraint(*owner, "number"),
        UniqueConstraint(*owner, "number", "to_state"),
        ForeignKeyConstraint(
            [*owner, "previous_number", "from_state"],
            [f"{table}.{column}" for column in (*owner, "number", "to_state")],
            name=f"fk_{table}_step",
        ),
        CheckConstraint(
            "(number = 1 AND previous_number IS NULL AND from_state IS NULL) OR "
            "(number > 1 AND previous_number IS NOT NULL AND previous_number = number - 1 AND from_state IS NOT NULL)",
            name="line",
        ),
        CheckConstraint(f"(COALESCE(from_state, '') || '>' || to_state) IN ({allowed})", name="step"),
    )

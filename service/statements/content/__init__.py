"""The content of a statement: every number is text already, and nothing about how it looks."""

from service.statements.content.statement import StatementContent, statement_content

__all__ = ["StatementContent", "statement_content"]

"""Statements: what a participant is shown of a period, as JSON, HTML and PDF, always rendered on demand."""

"""Payments: what payroll receives of a locked period, once, and the files that are made of it."""

"""Time in force: how long people were in the plan, and what changed meanwhile."""

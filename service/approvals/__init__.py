"""The inbox of the two-person rule: what waits for a decision, and deciding."""

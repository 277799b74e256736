"""Every query of statements: what was booked for whom, what stands beside it, and what was published."""

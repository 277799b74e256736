"""The end of a period: what stands in the way, asking for the booking of a run, holds, corrections, opening values."""

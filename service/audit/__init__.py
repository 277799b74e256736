"""The audit: who changed what and when, and the proof that nobody changed it afterwards."""

"""Disputes: somebody doubts one number of a result, and it ends as an adjustment, a refusal, or is taken back."""

"""Every query of plans: drafts, versions and the steps of each version."""

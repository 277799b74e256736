"""What can be done with the KPI library."""

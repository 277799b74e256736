"""The KPI library over HTTP."""

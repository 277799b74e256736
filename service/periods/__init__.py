"""Calendars, their periods, and how far each period is for each group that is paid together."""

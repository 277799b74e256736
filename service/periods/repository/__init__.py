"""Every query of calendars, periods and what happened to them."""

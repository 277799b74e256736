"""Every query of bookings, holds, carried lines and opening values."""

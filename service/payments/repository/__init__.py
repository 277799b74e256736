"""Every query of payments, their files and what payroll said."""

"""Bodies of payments, and how files for payroll are laid out."""

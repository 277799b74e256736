"""What goes from period to period: balances, reserves and instalments."""

"""What can be done with plans: checked, drafted, submitted, decided upon, put in force, copied, compared."""

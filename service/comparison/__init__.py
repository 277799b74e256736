"""Two runs side by side: who gets more or less, and why."""

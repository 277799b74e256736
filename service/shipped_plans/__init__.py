"""The plans that come with the engine."""

"""Signed amounts beside results: asked for with a reason, paid once a second person agrees."""

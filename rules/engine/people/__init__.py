"""Values that people have together: calls over many people, and pools."""

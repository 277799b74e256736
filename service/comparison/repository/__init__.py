"""Reading two runs side by side."""

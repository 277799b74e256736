"""What happened, as sources told it: received once, corrected by revisions, read as it was known at a moment."""

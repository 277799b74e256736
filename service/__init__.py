"""The shell around the rules: HTTP, files, the command line, settings and keys. No arithmetic on money."""

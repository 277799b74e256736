"""What every HTTP call shares: exact JSON in, ready bytes out, problem documents, keys, request ids, limits, logs."""

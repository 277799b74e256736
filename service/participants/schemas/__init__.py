"""Bodies of `/v1/participants` and `/v1/assignments`."""

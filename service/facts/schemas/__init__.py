"""Bodies of `/v1/facts` and of what is complete in a period."""

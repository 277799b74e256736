"""`/metrics`: numbers for whoever runs the service."""

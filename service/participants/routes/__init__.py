"""`/v1/participants` and `/v1/assignments`."""

from service.participants.routes import (
    assignment_changes,
    assignment_files,
    assignments,
    bulk,
    people,
    people_changes,
    people_files,
)

# The addresses of files stand before those with an id in their place.
ROUTERS = (
    people_files.uploads,
    people_files.downloads,
    assignment_files.uploads,
    assignment_files.downloads,
    people.router,
    people_changes.router,
    bulk.router,
    assignments.router,
    assignment_changes.router,
)

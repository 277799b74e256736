"""`/v1/participants` and `/v1/assignments`."""

from service.participants.routes import assignment_changes, assignments, bulk, people, people_changes

ROUTERS = (
    people.router,
    people_changes.router,
    bulk.router,
    assignments.router,
    assignment_changes.router,
)

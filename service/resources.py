"""Every resource of the API, in the order in which the description shows them."""

from typing import Final

from fastapi import APIRouter

from service.approvals.routes import router as approvals
from service.audit.routes import router as audit
from service.calculate.routes import router as calculate
from service.formulas.routes import router as formulas
from service.health import router as health
from service.kpis.routes import ROUTERS as KPIS
from service.metrics.routes import router as metrics
from service.month_end import ROUTERS as MONTH_END
from service.participants.routes import ROUTERS as PEOPLE
from service.payments.routes import ROUTERS as PAYMENTS
from service.periods.routes import ROUTERS as PERIODS
from service.plans.routes import ROUTERS as PLANS
from service.principals.routes import ROUTERS as PRINCIPALS
from service.rates.routes import router as rates
from service.shipped_plans.routes import router as shipped_plans
from service.statements.routes import router as statements

TAGS: Final[list[dict[str, str]]] = [
    {"name": "calculate", "description": "Bonuses from a plan and facts, without storing anything."},
    {"name": "plans", "description": "Plan documents: checked, drafted, submitted, put in force."},
    {"name": "approvals", "description": "What waits for the yes of a second person."},
    {"name": "formulas", "description": "Checking single formulas."},
    {"name": "catalog", "description": "The plans that come with the engine."},
    {"name": "principals", "description": "Persons and systems that act: their keys and roles."},
    {"name": "audit", "description": "Who changed what and when, and how far the audit goes."},
    {"name": "people", "description": "Who can be paid, what is true of them over time, and who is in which plan."},
    {"name": "kpis", "description": "The KPI library: definitions that plans take, each change a new version."},
    {"name": "periods", "description": "Calendars, their periods, and how far each period is."},
    {"name": "facts", "description": "What happened, as it was told, and the rates by which money is exchanged."},
    {"name": "runs", "description": "What a period comes to: runs, how far they are, and their results."},
    {"name": "close", "description": "Booking the pay of a period, holds, adjustments, opening values, disputes."},
    {"name": "payments", "description": "What payroll receives of locked periods, once, and the files made of it."},
    {"name": "statements", "description": "What participants are shown of their pay, as JSON, HTML and PDF."},
    {"name": "health", "description": "Probes for whoever runs the service; they need no key."},
]
ROUTERS: Final[tuple[APIRouter, ...]] = (
    calculate,
    *PLANS,
    approvals,
    formulas,
    shipped_plans,
    *PRINCIPALS,
    audit,
    *PEOPLE,
    *KPIS,
    # Before the periods: /completeness stands where the pay group of a period would.
    *MONTH_END,
    *PERIODS,
    statements,
    rates,
    *PAYMENTS,
    health,
    metrics,
)

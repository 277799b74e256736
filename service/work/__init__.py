"""One use case is one piece of work: a transaction, somebody who does it, and a line of the audit that says so."""

from service.work.access_log import record_reading
from service.work.actor import Actor
from service.work.carry_out import carry_out, reading
from service.work.claims import Claim, Claimed, claimed
from service.work.work import Work

__all__ = ["Actor", "Claim", "Claimed", "Work", "carry_out", "claimed", "reading", "record_reading"]

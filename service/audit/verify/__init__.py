"""Verifying the audit: the chain of entries, the rows they cover, what the rows say, and an exported head."""

from service.audit.verify.report import Report
from service.audit.verify.verify import Asked, verify

__all__ = ["Asked", "Report", "verify"]

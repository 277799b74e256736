"""Every query of the audit: for lists, and for verifying what stands in the database."""

from service.audit.repository.lists import Shown, Wanted, first_and_last, newest_entries

__all__ = ["Shown", "Wanted", "first_and_last", "newest_entries"]

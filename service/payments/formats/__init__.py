"""Files for payroll, pure: lines of a payment and a mapping in, bytes out; the same lines give the same bytes."""

from service.payments.formats.lines import PaidLine, PaidPeriod, PaidPerson, PaymentHead
from service.payments.formats.written import FileRefused, PayrollFile, written_file

__all__ = ["FileRefused", "PaidLine", "PaidPeriod", "PaidPerson", "PaymentHead", "PayrollFile", "written_file"]

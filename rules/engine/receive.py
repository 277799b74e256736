"""Takes in one chunk of participants: raw cells become columns, and what does not fit the plan blocks its row."""

from rules.columns import Number
from rules.engine.accounts.opening import open_accounts
from rules.engine.incoming.receive_facts import receive_facts
from rules.engine.incoming.receive_inputs import receive_inputs
from rules.engine.incoming.receive_matrix import receive_matrix
from rules.engine.incoming.shared import receive_shared_facts
from rules.engine.pay.payee import receive_pay
from rules.engine.sheet.sharing import sharing
from rules.engine.sheet.sheet import Sheet
from rules.engine.time.inforce import receive_time
from rules.engine.time.stretches import receive_segments
from rules.facts import Intake


def receive(sheet: Sheet, intake: Intake) -> None:
    """Fill the sheet with inputs, facts, levels and weights; nothing here raises for a participant's data.

    Names are taken in their own order, so that a person's problems stand in one order in whatever company they come.
    """
    for row, found in intake.problems.items():
        sheet.row_problems.setdefault(row, []).extend(found)
    for row, found in intake.warnings.items():
        sheet.row_warnings.setdefault(row, []).extend(found)
    receive_time(sheet, intake)
    receive_segments(sheet, intake)
    sheet.sharing = {scope: sharing(intake, scope) for scope in sheet.compiled.shared_scopes}
    receive_inputs(sheet, intake)
    receive_facts(sheet, intake)
    receive_shared_facts(sheet)
    receive_matrix(sheet, intake)
    open_accounts(sheet)
    for key, table in sheet.compiled.tables.items():
        sheet.environment[key] = table
    if sheet.period is not None:
        for name, value in intake.around.calendar.names(sheet.period, sheet.compiled.plan.frequency).items():
            sheet.name(name, Number.constant(value))
    receive_pay(sheet)

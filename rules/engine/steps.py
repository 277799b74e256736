"""The step of every kind of node that a person's own data, or what is known of others by then, is enough for."""

from rules.engine.accounts.balances import added, closing, earned, payable, taken
from rules.engine.kpis.coefficient import coefficient, effective_weights, weighted_index
from rules.engine.kpis.gates import gate
from rules.engine.kpis.index import index, raw_index
from rules.engine.kpis.levels import measure_levels
from rules.engine.kpis.measure import measure_actual
from rules.engine.kpis.scales import scale
from rules.engine.kpis.values import value
from rules.engine.pay.components import component
from rules.engine.pay.total import total
from rules.engine.sheet.sheet import Step

STEPS: dict[str, Step] = {
    "levels": measure_levels,
    "actual": measure_actual,
    "raw_index": raw_index,
    "index": index,
    "weights": effective_weights,
    "weighted_index": weighted_index,
    "coefficient": coefficient,
    "scale": scale,
    "value": value,
    "gate": gate,
    "component": component,
    "total": total,
    "earned": earned,
    "added": added,
    "taken": taken,
    "closing": closing,
    "payable": payable,
}

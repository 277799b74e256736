"""The step of every kind of node that a person's own data, or what is known of others by then, is enough for."""

from rules.engine.balances import added, closing, earned, payable, taken
from rules.engine.coefficient import coefficient, effective_weights, weighted_index
from rules.engine.components import component
from rules.engine.gates import gate
from rules.engine.index import index, raw_index
from rules.engine.levels import measure_levels
from rules.engine.measure import measure_actual
from rules.engine.scales import scale
from rules.engine.sheet import Step
from rules.engine.total import total
from rules.engine.values import value

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

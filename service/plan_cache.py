"""Compiled plans kept ready, so that the next call with the same plan starts computing at once."""

import hashlib
from collections import OrderedDict
from threading import Lock

from rules import CompiledPlan, compile_plan, parse_plan


class PlanCache:
    """The most recently used compiled plans, by the content of their documents. Threads may share it."""

    def __init__(self, entries_max: int) -> None:
        self._entries_max = entries_max
        self._plans: OrderedDict[bytes, CompiledPlan] = OrderedDict()
        self._lock = Lock()

    def compiled(self, document: object) -> CompiledPlan:
        """The compiled plan of a document; raises PlanRefused, and remembers nothing of a refused plan."""
        content = _content(document)
        with self._lock:
            found = self._plans.get(content)
            if found is not None:
                self._plans.move_to_end(content)
                return found
        # Outside the lock: two callers may compile the same plan once each, nobody waits for another's.
        made = compile_plan(parse_plan(document))
        with self._lock:
            self._plans[content] = made
            self._plans.move_to_end(content)
            while len(self._plans) > self._entries_max:
                self._plans.popitem(last=False)
        return made


def _content(document: object) -> bytes:
    """One digest per document as parsed: `repr` tells the number 1 from the text "1", and both from true."""
    return hashlib.sha256(repr(document).encode()).digest()

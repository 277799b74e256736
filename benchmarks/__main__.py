"""`make bench`: every figure that was asked for, measured beside its peer in one run. Exit 1 if a bound is broken."""

import sys

from benchmarks import engine, facts, http, memory, people, population, runs, stages, store
from benchmarks.report import show

SECTIONS = {
    "engine": ("Engine", engine.figures),
    "stages": ("Reading, evaluation and writing apart", stages.figures),
    "population": ("People together", population.figures),
    "memory": ("Memory, CSV to CSV", memory.figures),
    "http": ("HTTP", http.figures),
    "store": ("The store over HTTP", store.figures),
    "facts": ("Facts by batches from two senders", facts.figures),
    "people": ("A million participants", people.figures),
    "runs": ("A run from the store", runs.figures),
}


def main(names: list[str]) -> int:
    """Run the named sections, all by default."""
    chosen = names or list(SECTIONS)
    kept = [show(title, measure()) for title, measure in (SECTIONS[name] for name in chosen)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

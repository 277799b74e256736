"""Peak memory of `bonus calculate` streaming a CSV file to a CSV file, for two sizes."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import Figure
from benchmarks.stages import write_facts
from benchmarks.workload import plan_document

SIZES = (100_000, 1_000_000)


def figures() -> list[Figure]:
    """The ratio of the peaks, and the rate of the larger file."""
    peaks, rates = [], []
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.json"
        plan.write_text(json.dumps(plan_document()))
        for size in SIZES:
            facts = Path(folder) / f"{size}.csv"
            write_facts(facts, size)
            started = time.perf_counter()
            peaks.append(_peak_mib([str(plan), "--facts", str(facts), "--out", f"{folder}/out-{size}.csv"]))
            rates.append(size / (time.perf_counter() - started))
    return [
        Figure("peak memory, 1,000,000 against 100,000 people", peaks[1] / peaks[0], "times", at_most=1.25),
        Figure("  peak at 100,000", peaks[0], "MiB"),
        Figure("  peak at 1,000,000", peaks[1], "MiB"),
        Figure("  file to file, whole process, 1,000,000", rates[1], "people/s"),
    ]


def _peak_mib(arguments: list[str]) -> float:
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    command = [sys.executable, "-c", script, sys.executable, "-m", "service.cli", "calculate", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1]) / 1024

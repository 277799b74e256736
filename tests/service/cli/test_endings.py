"""A command that the system ends leaves nothing half-written behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from service.cli.endings import ending_well
from service.files.results.written_whole import written_whole
from tests.service.cli.conftest import Run

ROOT = Path(__file__).parents[3]


def write_until_killed(path: Path, number: int) -> None:
    with ending_well(), written_whole(path) as stream:
        stream.write(b"E1,1000")
        os.kill(os.getpid(), number)
        time.sleep(5)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_block_and_clears_it_away(tmp_path: Path, number: int) -> None:
    before = signal.getsignal(number)
    with pytest.raises(SystemExit) as ended:
        write_until_killed(tmp_path / "r.csv", number)
    assert ended.value.code == 128 + number
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(number) is before


@pytest.mark.slow
def test_calculate_as_a_process(tmp_path: Path) -> None:
    facts = tmp_path / "facts.csv"
    rows = (f"E{number},1000,EMEA,1,1,1,1,1,1,1" for number in range(300_000))
    head = "participant,fund,region,revenue,gross_profit,revenue_net,new_customers,overdue,duration,prior.revenue"
    facts.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    command = ["calculate", "b2b-sales-manager", "--facts", str(facts), "--out", str(out / "r.csv")]
    with subprocess.Popen([sys.executable, "-m", "service.cli", *command], cwd=ROOT) as process:
        waited = 0.0
        while not list(out.iterdir()) and waited < 60:
            time.sleep(0.05)
            waited += 0.05
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 128 + signal.SIGTERM
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("name", ["facts.csv", "facts.xlsx"])
def test_facts_from_a_pipe_are_refused_at_once(bonus: Run, plan_file: Path, name: str) -> None:
    pipe = plan_file.with_name(name)
    os.mkfifo(pipe)
    done = bonus("calculate", plan_file, "--facts", pipe)
    assert done.exit_code == 1
    assert done.stderr.startswith("file.unreadable  ")
    assert "pipe" in done.stderr


def test_a_plan_from_a_pipe_is_refused_at_once(bonus: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.yaml")
    assert bonus("check", "plan.yaml").stderr.startswith("file.unreadable  ")

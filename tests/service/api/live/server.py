"""A running service as the tests see it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

KEY = "a key of the live tests, long enough to be accepted"


@dataclass(frozen=True, slots=True)
class Server:
    """A process that serves on this machine."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def headers(self) -> dict[str, str]:
        """What a caller with the key sends."""
        return {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}

    def memory_peak_mib(self) -> int:
        """The most memory the process ever held, as Linux counts it."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) // 1024

"""`bonus serve`: the HTTP service on this machine, with its store."""

import errno
import os
import socket
from contextlib import suppress
from functools import partial

import uvicorn
from rich.text import Text
from uvicorn.supervisors import Multiprocess

from rules import Problem
from service.cli.findings import end_with
from service.cli.screen import show
from service.cli.settings import read_settings
from service.cli.start_store import start_store
from service.cli.worker import WorkerProcess
from service.main import create_app

_BACKLOG = 2048
_GRACE_SECONDS = 10
_SILENCE_SECONDS_MAX = 120
"""One of several processes that says nothing for so long is replaced; on a busy machine it takes long to start."""


def run_serve(host: str, port: int, workers: int) -> None:
    """Serve until Ctrl-C or a termination signal; ends the command where settings, address or store cannot be used."""
    settings = read_settings()
    with _bound(host, port) as listener:
        settings = start_store(settings, workers=workers)
        # Not before the store is ready: whoever asks earlier is told at once that nobody serves yet.
        _listen(listener, port)
        address = _address(listener)
        show(Text(f"Serving on {address} (Ctrl-C ends)\nTry it at {address}/docs"))
        config = uvicorn.Config(
            partial(create_app, settings),
            factory=True,
            workers=workers,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
            timeout_worker_healthcheck=_SILENCE_SECONDS_MAX,
        )
        # The server ends well on Ctrl-C and then raises what it caught.
        with suppress(KeyboardInterrupt):
            _Processes(config, listener, WorkerProcess(settings)).run()


class _Processes(Multiprocess):
    """The processes that serve, and the one that computes runs, each started again when it ends."""

    def __init__(self, config: uvicorn.Config, listener: socket.socket, worker: WorkerProcess) -> None:
        super().__init__(config, sockets=[listener])
        self._worker = worker

    def keep_subprocess_alive(self) -> None:
        """Look after them; called twice a second. What answers requests is started first."""
        super().keep_subprocess_alive()
        if not self.should_exit.is_set():
            self._worker.tend()

    def terminate_all(self) -> None:
        """Let them come to an end."""
        self._worker.ask_to_end()
        super().terminate_all()

    def join_all(self) -> None:
        """Until all have ended."""
        super().join_all()
        self._worker.wait()


def _bound(host: str, port: int) -> socket.socket:
    """A socket with this address; ends the command where the system refuses."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError):
        end_with([Problem("serve.unknown_host", "--host", "no such address on this machine; try 127.0.0.1 or 0.0.0.0")])
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        end_with([_refused(error, port)])
    return listener


def _listen(listener: socket.socket, port: int) -> None:
    try:
        listener.listen(_BACKLOG)
    except OSError as error:
        end_with([_refused(error, port)])


def _refused(error: OSError, port: int) -> Problem:
    if error.errno == errno.EADDRINUSE:
        return Problem("serve.port_in_use", "--port", f"something listens on port {port} already; choose another")
    if error.errno == errno.EACCES:
        return Problem("serve.port_not_allowed", "--port", f"port {port} needs more rights; choose one from 1024")
    if error.errno == errno.EADDRNOTAVAIL:
        return Problem("serve.unknown_host", "--host", "not an address of this machine; try 127.0.0.1 or 0.0.0.0")
    return Problem(
        "serve.cannot_listen", "--host", f"cannot listen there: {(error.strerror or 'unknown reason').lower()}"
    )


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if listener.family == socket.AF_INET6 else f"http://{host}:{port}"

"""`bonus serve`: the HTTP service on this machine, without a database."""

import errno
import os
import socket
from contextlib import suppress
from functools import partial

import uvicorn
from pydantic import SecretStr, ValidationError
from rich.text import Text

from rules import Problem
from service.access.keys import make_key
from service.cli.findings import end_with
from service.cli.screen import show, tell
from service.main import create_app
from service.settings import Settings

_BACKLOG = 2048
_GRACE_SECONDS = 10


def run_serve(host: str, port: int) -> None:
    """Serve until Ctrl-C or a termination signal; ends the command if the settings or the address cannot be used."""
    settings = _settings()
    with _listening(host, port) as listener:
        if settings.api_key is None:
            settings = _with_new_key(settings)
        address = _address(listener)
        show(Text(f"Serving on {address} (Ctrl-C ends)\nTry it at {address}/docs"))
        config = uvicorn.Config(
            partial(create_app, settings),
            factory=True,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        # The server ends well on Ctrl-C and then raises what it caught.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as refused:
        end_with(
            Problem("settings.refused", _variable(error["loc"]), error["msg"].removeprefix("Value error, "))
            for error in refused.errors(include_input=False, include_context=False, include_url=False)
        )


def _variable(place: tuple[int | str, ...]) -> str:
    """The variable of a setting; what is wrong with several together names them in its message."""
    return "BONUS_" + "_".join(map(str, place)).upper() if place else ""


def _with_new_key(settings: Settings) -> Settings:
    """Made here, in the process that was started, and shown nowhere but on its standard error."""
    key = make_key()
    told = Text("A key for this run, shown once (BONUS_API_KEY sets a lasting one):\n")
    tell(told.append(key, style="bold"))
    return settings.model_copy(update={"api_key": SecretStr(key)})


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; ends the command where the system refuses."""
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
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        end_with([_refused(error, port)])
    return listener


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

"""Commands of a document: the lines of a block, what `curl` would send, the files a block stands for."""

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from typer.testing import Result

from tests.contract.markdown import Fence, parts_of

KEY = "a key of the tests, long enough to be accepted"
ADDRESS = "http://127.0.0.1:8000"

_LANGUAGES = {"csv", "json", "yaml"}
_FILE = re.compile(r"[\w-]+\.(csv|json|yaml)")

Run = Callable[[str], Result]
"""Runs one command line that starts with `bonus`."""

Send = Callable[[str], Response]
"""Sends what a command line that starts with `curl` would send."""


def sent_by_curl(command: str, client: TestClient) -> Response:
    """The few options of curl that the documents use: -s, -H and -d with a text or @file."""
    program, *words = shlex.split(command.replace("\\\n", " ").replace("$BONUS_API_KEY", KEY))
    assert program == "curl"
    headers: dict[str, str] = {}
    address = body = ""
    while words:
        match words.pop(0):
            case "-s":
                pass
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name] = value
            case "-d":
                body = words.pop(0)
            case word:
                assert word.startswith(ADDRESS), word
                address = word.removeprefix(ADDRESS)
    content = Path(body[1:]).read_bytes() if body.startswith("@") else body.encode()
    return client.post(address, headers=headers, content=content)


def commands_of(fence: Fence) -> list[str]:
    """The command lines of a `sh` block; a line that ends with a backslash, or inside a quoted text, goes on."""
    found: list[str] = []
    for line in fence.text.splitlines():
        open_line = found and (found[-1].endswith("\\") or found[-1].count("'") % 2)
        if open_line:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def write_files(document: str, folder: Path) -> None:
    """Put the named blocks of a document (`csv wide.csv`, `json call.json`, …) into files."""
    for part in parts_of(document):
        if isinstance(part, Fence) and part.language in _LANGUAGES:
            for word in part.words:
                if _FILE.fullmatch(word):
                    (folder / word).write_text(part.text, encoding="utf-8")


def differences(shown: Any, actual: Any, path: str = "") -> Iterator[str]:
    """Where an answer is not what a document shows of it; what the document leaves out does not count."""
    if isinstance(shown, dict) and isinstance(actual, dict):
        for key, value in shown.items():
            yield from differences(value, actual.get(key, "nothing of this name"), f"{path}/{key}")
    elif isinstance(shown, list) and isinstance(actual, list) and len(shown) == len(actual):
        for index, (one, other) in enumerate(zip(shown, actual, strict=True)):
            yield from differences(one, other, f"{path}/{index}")
    elif shown != actual:
        yield f"{path}: {json.dumps(shown)} is {json.dumps(actual)}"

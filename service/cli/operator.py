"""Who runs a command beside the service."""

import os
import sys


def os_user() -> str:
    """The name of the user on this machine, who needs no entry in any list of users: then the number."""
    if sys.platform == "win32":
        return os.environ.get("USERNAME", "unknown")
    import pwd  # noqa: PLC0415 - only where there is one

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())

"""The command line: `bonus`. Commands import what they need when they run, so that help comes at once."""


def main() -> None:
    """The entry point `bonus`."""
    from service.cli.app import app  # noqa: PLC0415 - importing this package costs nothing

    app()

"""`python -m service.cli` is `bonus`."""

from service.cli import main

main()

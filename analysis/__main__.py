"""`python -m analysis` is the command `cyfrif`."""

from analysis.command.cli import main

main()

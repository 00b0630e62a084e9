"""`python -m analysis` is the command `cyfrif`."""

from analysis.cli import main

main()

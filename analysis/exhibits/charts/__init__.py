"""Charts of a report, and those of the account of returns."""

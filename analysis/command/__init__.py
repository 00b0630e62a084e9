"""The command `cyfrif`: its verbs, and what each does in order."""

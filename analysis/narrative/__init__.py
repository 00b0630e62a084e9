"""Prose of a report, in which every number is a claim."""

"""Weights of a sample, and what they do to its numbers."""

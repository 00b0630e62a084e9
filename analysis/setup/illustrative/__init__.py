"""Invented returns, made from a definition and a seed; nothing else invents data."""

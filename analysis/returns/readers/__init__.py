"""Readers: one file a platform. A new platform is a new file here and its name in tools.csv."""

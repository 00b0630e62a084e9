"""Readers: one file a platform. A new platform is a new file here and its name in tools.csv."""

from analysis.readers.platforms import PLATFORMS
from analysis.readers.recognition import read, recognise

__all__ = ["PLATFORMS", "read", "recognise"]

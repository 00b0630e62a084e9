"""Readers: one file a platform. A new platform is a new file here and its name in tools.csv."""

from analysis.readers.delimited import read_delimited
from analysis.readers.platforms import PLATFORMS
from analysis.readers.recognition import place_of, read, recognise

__all__ = ["PLATFORMS", "place_of", "read", "read_delimited", "recognise"]

"""A raw file read as an export of a platform is."""

from pathlib import Path

from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.recognition import refuse_other_platforms
from analysis.returns.readers.sheet import Sheet


def read_file(platform: str, path: Path) -> Sheet:
    """The sheet, unless the file is another platform's."""
    refuse_other_platforms(platform, path)
    return PLATFORMS[platform].read(path)

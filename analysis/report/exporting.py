"""What the exporters of a report share: the edition they are told of, and what they do with an unfit notebook."""

import datetime
import sys
from typing import Any

from traitlets import Enum, HasTraits, Unicode

from analysis.errors import NotebookError
from analysis.report.edition import DRAFT, STATES, Edition


class Exporting(HasTraits):  # type: ignore[misc]  # traitlets' types are not followed
    """An exporter's language and edition; it names the file that is not fit, and makes nothing of it."""

    language = Unicode("en", help="Language of the report: one the notebook's outputs are in.").tag(config=True)
    state = Enum(STATES, "draft", help="State of the report.").tag(config=True)
    released = Unicode("", help="Day of the release, as 2018-12-06; of a draft none.").tag(config=True)

    @property
    def edition(self) -> Edition:
        """The edition told of. Raises ValueError where the day is none, or a release has none."""
        return DRAFT if self.state == "draft" else Edition(self.state, datetime.date.fromisoformat(self.released))

    def from_filename(self, filename: str, resources: dict[str, Any] | None = None, **kw: Any) -> Any:
        """The report and nbconvert's resources. Raises NotebookError; `jupyter nbconvert` says it and ends with 12."""
        try:
            return super().from_filename(filename, resources, **kw)
        except NotebookError as error:
            from nbconvert.nbconvertapp import NbConvertApp

            fault = NotebookError(f"{filename}: {error}")
            if not NbConvertApp.initialized():
                raise fault from error
            print(fault, file=sys.stderr)
            sys.exit(fault.exit_code)

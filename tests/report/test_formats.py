"""Which formats can be made where."""

import pytest

from analysis.report import formats


def test_format_whose_library_is_not_installed_is_named_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda library: None if library == "typst" else object())
    assert formats.lacking_formats(["html", "pdf", "docx"]) == {"pdf": "typst"}
    assert formats.lacking_formats(["html"]) == {}

"""What a report is: its titles, date, publisher, notice and licence, and which of its texts wait for approval."""

from analysis.disclosure.evidence import Evidence
from analysis.exhibits.blocks import Text
from analysis.exhibits.outputs import Content, Output
from analysis.language import SOURCE, long_date, message, say

BOTH = ("en", "cy")  # every report names itself in both, whatever languages it is made in
AWAITING = message("Welsh text: awaiting a translator’s approval")
PUBLISHER = message("A regeneration of a published study, by the Cyfrif toolkit")
SUBTITLE = message("What this council’s returns say")
SUBTITLE_OF_WHOLE = message("What the returns of all councils say")


def report_document(evidence: Evidence) -> Output:
    """What the report is: titles, date, publisher, notice, licence."""
    contents = {language: _document(evidence, language) for language in evidence.languages}
    return Output("document", "report", evidence.unit, contents)


def _document(evidence: Evidence, language: str) -> Content:
    settings, subtitle = evidence.study.settings, SUBTITLE_OF_WHOLE if evidence.is_whole else SUBTITLE
    return {
        "title": evidence.study.text(settings, "title", language),
        "subtitle": say(subtitle, language),
        "unit": evidence.name(language),
        "date": long_date(settings.date, language),
        "date_iso": settings.date.isoformat(),
        "publisher": _publisher(settings.supplied_by, language),
        "draft": _draft(evidence, language),
        "notice": evidence.study.text(settings, "notice", language) if evidence.illustrative else None,
        "robots": "noindex" if evidence.illustrative else "",
        "running_title": f"{evidence.study.text(settings, 'title', language)}: {evidence.name(language, short=True)}",
        "licence": (Text(evidence.study.text(settings, "licence", language)),),
        "seeds": {"masthead": settings.ledger.masthead_seed.split()},
    }


def _publisher(supplied_by: str, language: str) -> list[Content]:
    """Who publishes, in the report's language first; a name that the study gives is the same in both."""
    if supplied_by:
        return [{"language": language, "text": supplied_by}]
    return [{"language": spoken, "text": say(PUBLISHER, spoken)} for spoken in (language, *_others(language))]


def _draft(evidence: Evidence, language: str) -> list[Content]:
    """What is said of a language whose texts nobody has approved yet, in that language and in the other."""
    if language == SOURCE or evidence.study.settings.welsh_approved_by:
        return []
    return [{"language": spoken, "text": say(AWAITING, spoken)} for spoken in (language, *_others(language))]


def _others(language: str) -> list[str]:
    return [each for each in BOTH if each != language]

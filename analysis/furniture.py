"""The fixed words of a report's texts, by language."""

WORDS = {
    "en": {
        "publisher": "A regeneration of a published study, by the Cyfrif toolkit",
        "subtitle": "What this council’s returns say",
        "subtitle_whole": "What the returns of all councils say",
        "levels": "Levels of maturity",
        "level": "level",
        "no_level": "too few replies to say",
        "unknown_level": "not known (too few replies)",
        "differs": "Where it differs from the rest of {whole}",
        "none_differs": "None of the questions compared shows a clear difference from the rest of {whole}.",
        "to_do": "Three things to do",
        "ask": "Questions a councillor can ask",
        "stable": "stable",
        "borderline": "borderline",
        "found": "What the returns say",
        "local": "This council in more detail",
        "what_to_do": "What to do",
        "contact": "In English",
    },
    "cy": {
        "publisher": "Ail-greu astudiaeth gyhoeddedig, gan becyn cymorth Cyfrif",
        "contact": "Yn Gymraeg",
    },
}


def furniture(language: str) -> dict[str, str]:
    """The fixed words in a language."""
    return WORDS[language]

"""Readers: one file a platform. A new platform is a new file here and its name in tools.csv."""

from analysis.readers import generic, microsoft_forms, smartsurvey

PLATFORMS = {
    "smartsurvey": smartsurvey.PLATFORM,
    "microsoft_forms": microsoft_forms.PLATFORM,
    "generic": generic.PLATFORM,
}

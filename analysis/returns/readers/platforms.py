"""The platforms that are read, by the name that tools.csv gives them."""

from analysis.returns.readers import (
    generic,
    google_forms,
    limesurvey,
    microsoft_forms,
    qualtrics,
    smartsurvey,
    spss,
    surveymonkey,
)

PLATFORMS = {
    "smartsurvey": smartsurvey.PLATFORM,
    "microsoft_forms": microsoft_forms.PLATFORM,
    "qualtrics": qualtrics.PLATFORM,
    "limesurvey": limesurvey.PLATFORM,
    "surveymonkey": surveymonkey.PLATFORM,
    "google_forms": google_forms.PLATFORM,
    "spss": spss.PLATFORM,
    "generic": generic.PLATFORM,
}

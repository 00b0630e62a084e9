"""The platforms that are read, by the name that tools.csv gives them."""

from analysis.returns.readers import (
    alchemer,
    generic,
    google_forms,
    kobotoolbox,
    limesurvey,
    microsoft_forms,
    qualtrics,
    redcap,
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
    "alchemer": alchemer.PLATFORM,
    "kobotoolbox": kobotoolbox.KOBOTOOLBOX,
    "odk": kobotoolbox.ODK,
    "redcap": redcap.PLATFORM,
    "spss": spss.PLATFORM,
    "generic": generic.PLATFORM,
}

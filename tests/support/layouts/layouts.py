"""Every layout in which the returns are written, by its name."""

from tests.support.layouts.writers import (
    ERROR,
    NO_REPLY,
    NOT_ASKED,
    ONE_CELL,
    SMARTSURVEY,
    SNAP,
    Layout,
    generic,
    google_forms,
    microsoft_forms,
    microsoft_forms_csv,
    smartsurvey,
    snap,
)
from tests.support.layouts.writers_fielded import (
    ALCHEMER,
    KOBOTOOLBOX,
    REDCAP,
    alchemer,
    kobotoolbox,
    redcap,
)
from tests.support.layouts.writers_headed import (
    LIME_CODES,
    QUALTRICS,
    SURVEYMONKEY,
    limesurvey_codes,
    limesurvey_labels,
    qualtrics,
    qualtrics_legacy,
    surveymonkey,
)

LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("smartsurvey", "smartsurvey", ".csv", smartsurvey, SMARTSURVEY),
        Layout("microsoft_forms_xlsx", "microsoft_forms", ".xlsx", microsoft_forms, ONE_CELL),
        Layout("microsoft_forms_csv", "microsoft_forms", ".csv", microsoft_forms_csv, ONE_CELL),
        Layout("qualtrics", "qualtrics", ".csv", qualtrics, QUALTRICS),
        Layout("qualtrics_legacy", "qualtrics", ".csv", qualtrics_legacy, QUALTRICS),
        Layout("qualtrics_xlsx", "qualtrics", ".xlsx", qualtrics, QUALTRICS),
        Layout("limesurvey_codes", "limesurvey", ".csv", limesurvey_codes, LIME_CODES),
        Layout("limesurvey_labels", "limesurvey", ".csv", limesurvey_labels, LIME_CODES),
        Layout("surveymonkey", "surveymonkey", ".csv", surveymonkey, SURVEYMONKEY),
        Layout("surveymonkey_xlsx", "surveymonkey", ".xlsx", surveymonkey, SURVEYMONKEY),
        Layout("google_forms", "google_forms", ".csv", google_forms, ONE_CELL, ids=False),
        Layout("alchemer", "alchemer", ".csv", alchemer, ALCHEMER),
        Layout("kobotoolbox", "kobotoolbox", ".csv", kobotoolbox, KOBOTOOLBOX),
        Layout("redcap", "redcap", ".csv", redcap, REDCAP),
        Layout("generic", "generic", ".csv", generic, ONE_CELL, people=False, times=False),
        Layout("snap", "generic", ".txt", snap, SNAP, people=False, times=False, missing=(NO_REPLY, NOT_ASKED, ERROR)),
    )
}

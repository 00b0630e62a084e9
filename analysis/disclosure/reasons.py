"""Why a number is not told, as the public may know it.

Inside there are more reasons (rules.py). Which count is under the threshold, which protects another, which an earlier
release holds back and which level would tell an answer is a secret of its own: "under the threshold" says nought to
four. So these share one public reason, and the other two follow from published bases alone.
"""

TOO_FEW, SMALL_GROUP, PROTECTED = "too_few", "small_group", "protected"
PUBLIC_REASONS = {
    TOO_FEW: "fewer than the minimum base answered",
    SMALL_GROUP: "a group that was asked is under the minimum base, so that only the total stands",
    PROTECTED: "nobody is to be made out, by the figure alone, by subtraction or beside an earlier release",
}

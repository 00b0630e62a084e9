"""Files of a release that bear on the next one, by name: published tables, and those that it keeps inside."""

MANIFEST = "manifest.json"
PUBLIC = "public_survey.csv"
PUBLISHED = ("items.csv", "barriers.csv", "comment_codes.csv")
HELD = ("held_counts.csv", "held_levels.csv", "held_codes.csv", "held_returns.csv", "vintages.csv")

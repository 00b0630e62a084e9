"""The gate: what may be published, and the evidence of each report that is cut from it."""

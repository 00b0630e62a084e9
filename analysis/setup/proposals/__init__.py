"""From new exports to rows of mapping.csv."""

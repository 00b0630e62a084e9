"""What a cell shows: tables, charts and texts as structured outputs. Nothing is computed here."""

"""From executed notebooks to what the public reads."""

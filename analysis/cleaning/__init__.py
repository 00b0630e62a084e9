"""Which returns count, and what each answer is."""

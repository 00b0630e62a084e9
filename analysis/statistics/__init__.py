"""Statistics of the returns: counts and shares, comparisons, levels. They draw nothing and read no file."""

"""Starting a study: from new exports, or with invented returns."""

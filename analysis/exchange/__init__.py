"""What goes out to people while a study runs, and what comes back from them."""

"""A study's definition: its files, read and checked."""

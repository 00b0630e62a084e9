"""What is wrong with a definition whose files could be read."""

"""What goes out to people as a spreadsheet and comes back: one mechanism, one module a kind of sheet."""

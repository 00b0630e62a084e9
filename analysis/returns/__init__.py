"""What arrived: raw files, read as each platform writes them."""

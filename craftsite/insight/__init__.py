"""What the market does, read across the whole site; it writes nothing."""

"""Pages that only gather: the home page and the fixed texts."""

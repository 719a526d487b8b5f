"""Durable work: rows that are leased, done at least once by any number of workers, and tried again when they fail."""

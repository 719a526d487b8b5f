"""Letters: kept in the transaction that causes them, rendered in the language of their reader, sent by the worker."""

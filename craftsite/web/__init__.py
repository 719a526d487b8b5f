"""The HTTP kit: everything about requests and responses that knows no feature."""

"""Words: how a text becomes the words it is found by, the same on every database, and what was probably meant."""

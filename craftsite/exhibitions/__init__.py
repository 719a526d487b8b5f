"""Exhibitions: a chosen order of regional products and listings, with a wall text each."""

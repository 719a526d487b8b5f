"""Marked example makers and listings that show the site before real ones exist."""

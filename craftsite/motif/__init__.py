"""Drawings as SVG: ornaments named by their shape, and the plates that stand where a photograph is missing."""

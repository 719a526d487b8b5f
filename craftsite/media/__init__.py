"""Stored photographs: taken in, stripped, kept and served; knows no feature."""
